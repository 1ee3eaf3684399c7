import { timingSafeEqual } from 'node:crypto';

/** Whether two signatures are the same, in a time that says nothing of where they differ. */
export function timingSafeTextEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
