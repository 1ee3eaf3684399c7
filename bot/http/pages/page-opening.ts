import type { Activity } from 'botbuilder';
import { z } from 'zod';
import type { Translations } from '../../../cards/kit/locale.ts';
import { refusalCard } from '../../../cards/kit/message-card.ts';
import { intentSchema } from '../../../dialogs/understanding/intent.ts';
import type { CardFormPurpose, PaymentService } from '../../../src/application/payments/payment-service.ts';
import type { Actor } from '../../../src/domain/common/actor.ts';
import { sanitiseInput } from '../../turn/sanitise-input.ts';
import type { CardLinks } from './card-links.ts';

/** What the address of a page in a frame of Teams has besides: no cookie of ours arrives there. */
export const IN_TEAMS = 'host=teams';

const fetched = z.object({ data: z.record(z.string(), z.unknown()) });

/** The page for card details as somebody gets to it: by an address, or in a dialog of Teams. */
export class PageOpening {
  readonly #links: CardLinks;
  readonly #payments: PaymentService;
  readonly #base: () => string;

  /** @param base where the product's own pages are, ending in a slash */
  constructor(links: CardLinks, payments: PaymentService, base: () => string) {
    this.#links = links;
    this.#payments = payments;
    this.#base = base;
  }

  /** An address for one use, for this person only. */
  async url(actor: Actor, data: unknown, locale: string): Promise<string> {
    const { purpose, next } = wantedIn(data);
    const id = await this.#links.create({ actor, purpose, locale, ...(next && { next }) });
    return new URL(`card/${id}`, this.#base()).href;
  }

  /** What a dialog of Teams shows: the page, or why it cannot be opened. */
  async dialog(actor: Actor, activity: Activity, t: Translations): Promise<object> {
    const { data } = sanitiseInput(fetched.catch({ data: {} }).parse(activity.value)).value;
    const { page } = t.payment;
    const { purpose } = wantedIn(data);
    const title = purpose.for === 'edit' ? page.editTitle : page.addTitle;
    const possible = await this.#payments.cardForm(actor, purpose);
    if (!possible.ok) return { title, card: refusalCard(possible.refusal, t) };
    const url = await this.url(actor, data, t.locale);
    return { title, width: 480, height: 720, url: `${url}?${IN_TEAMS}`, fallbackUrl: url };
  }
}

/** What a page button carries; adding a card where it makes no sense. */
function wantedIn(data: unknown): { purpose: CardFormPurpose; next?: Readonly<Record<string, unknown>> | undefined } {
  const read = intentSchema.safeParse(data);
  if (read.success && read.data.verb === 'edit-card') return { purpose: { for: 'edit', method: read.data.method } };
  if (!read.success || read.data.verb !== 'add-card') return { purpose: { for: 'add' } };
  const { profile, next } = read.data;
  const goesOn = intentSchema.safeParse(next);
  return {
    purpose: { for: 'add', ...(profile !== undefined && { profile }) },
    ...(goesOn.success && { next: goesOn.data }),
  };
}
