/**
 * `amount × part ÷ whole`, rounded once to a whole minor unit, a half to the even neighbour. Exact for every safe
 * integer: the product is taken in big integers.
 */
export function share(amount: number, part: number, whole: number): number {
  const product = BigInt(amount) * BigInt(part);
  const divisor = BigInt(whole);
  const negative = product < 0n !== divisor < 0n;
  const [n, d] = [product < 0n ? -product : product, divisor < 0n ? -divisor : divisor];
  const down = n / d;
  const twice = (n % d) * 2n;
  const up = twice > d || (twice === d && down % 2n === 1n);
  const rounded = Number(up ? down + 1n : down);
  return negative && rounded !== 0 ? -rounded : rounded;
}

/** A tax rate in hundredths of a percent: 2100 is 21 %. */
export type TaxRate = number;

/** Returns the tax on a net amount, rounded once, half to even. */
export const taxOn = (net: number, rate: TaxRate): number => share(net, rate, 10_000);
