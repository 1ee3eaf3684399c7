/** The cookies of a request by that name: there may be several. */
export const cookiesIn = (header: string | undefined, name: string): readonly string[] =>
  (header ?? '').split(/;\s*/).flatMap((one) => (one.startsWith(`${name}=`) ? [one.slice(name.length + 1)] : []));

/**
 * A cookie for this host alone, over HTTPS alone, that no script reads and no other site sends along with a POST.
 * @param lasts in milliseconds; 0 takes it away
 */
export const cookie = (name: string, value: string, lasts: number): string =>
  `${name}=${value}; Max-Age=${Math.floor(lasts / 1000)}; Path=/; HttpOnly; Secure; SameSite=Lax`;
