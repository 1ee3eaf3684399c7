import { createHash } from 'node:crypto';
import { readableCode } from '../../application/audit/readable-code.ts';
import type { PersonId } from '../../domain/common/person.ts';
import type { Instant } from '../../domain/common/time.ts';

const readableHash = (text: string, byteCount: number): string =>
  readableCode(createHash('sha256').update(text).digest().subarray(0, byteCount));

/** An order number derived from the idempotency key, so that one key makes one order: `PD-2026-MC9NYZ`. */
export const orderNumber = (key: string, at: Instant): string =>
  `PD-${new Date(at).getUTCFullYear()}-${readableHash(key, 6)}`;

/** A new subscription's id, derived from the idempotency key like the order number. */
export const subscriptionId = (key: string): string => `S-${readableHash(`subscription/${key}`, 10)}`;

/** The prefix of a purchaser's invoice numbers. */
export const invoiceSeries = ({ tenant, person }: PersonId): string => readableHash(`${tenant}/${person}`, 4);
