/** The cookies of a request by that name: there may be several. */
export const readCookies = (header: string | undefined, name: string): readonly string[] =>
  (header ?? '')
    .split(/;\s*/)
    .flatMap((cookie) => (cookie.startsWith(`${name}=`) ? [cookie.slice(name.length + 1)] : []));

/**
 * A cookie for this host alone, over HTTPS alone, that no script reads and no other site sends along with a POST.
 * @param lifetime in milliseconds; 0 takes it away
 */
export const formatCookie = (name: string, value: string, lifetime: number): string =>
  `${name}=${value}; Max-Age=${Math.floor(lifetime / 1000)}; Path=/; HttpOnly; Secure; SameSite=Lax`;
