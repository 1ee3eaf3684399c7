/** Values of the cookies with this name: a request may have several. */
export const readCookies = (header: string | undefined, name: string): readonly string[] =>
  (header ?? '')
    .split(/;\s*/)
    .flatMap((cookie) => (cookie.startsWith(`${name}=`) ? [cookie.slice(name.length + 1)] : []));

/**
 * A cookie for this host and HTTPS only, invisible to scripts, and not sent with POST requests of other sites.
 * @param lifetime in milliseconds; 0 deletes the cookie
 */
export const formatCookie = (name: string, value: string, lifetime: number): string =>
  `${name}=${value}; Max-Age=${Math.floor(lifetime / 1000)}; Path=/; HttpOnly; Secure; SameSite=Lax`;
