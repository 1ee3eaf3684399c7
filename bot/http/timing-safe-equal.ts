import { timingSafeEqual } from 'node:crypto';

/** Whether two signatures are equal, compared in constant time. */
export function timingSafeTextEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
