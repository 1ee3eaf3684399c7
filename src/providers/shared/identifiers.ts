import { createHash } from 'node:crypto';
import { readableCode } from '../../application/audit/readable-code.ts';
import type { PersonId } from '../../domain/common/person.ts';
import type { Instant } from '../../domain/common/time.ts';

const letters = (text: string, count: number): string =>
  readableCode(createHash('sha256').update(text).digest().subarray(0, count));

/** Made from the key, so that the same key can only ever make the same order: `PD-2026-MC9NYZ`. */
export const orderNumber = (key: string, at: Instant): string =>
  `PD-${new Date(at).getUTCFullYear()}-${letters(key, 6)}`;

/** A new subscription's id, made from the key like its order's number. */
export const subscriptionId = (key: string): string => `S-${letters(`subscription/${key}`, 10)}`;

/** The letters a purchaser's invoice numbers begin with. */
export const seriesOf = ({ tenant, person }: PersonId): string => letters(`${tenant}/${person}`, 4);
