import type { Activity } from 'botbuilder';
import { z } from 'zod';
import type { Translations } from '../../../cards/kit/locale.ts';
import { refusalCard } from '../../../cards/kit/refusal-card.ts';
import { intentSchema } from '../../../dialogs/understanding/intent.ts';
import type { CardFormPurpose } from '../../../src/application/payments/card-form.ts';
import type { PaymentService } from '../../../src/application/payments/payment-service.ts';
import type { Actor } from '../../../src/domain/common/actor.ts';
import { sanitiseInput } from '../../turn/sanitise-input.ts';
import type { CardLinks } from './card-links.ts';

/** Query of pages in a frame of Teams, where the bot's cookies do not arrive. */
export const IN_TEAMS = 'host=teams';

const taskFetchSchema = z.object({ data: z.record(z.string(), z.unknown()) });

/** Opens the card form: by URL, or in a dialog of Teams. */
export class CardPageLauncher {
  readonly #links: CardLinks;
  readonly #payments: PaymentService;
  readonly #baseUrl: () => string;

  /** @param baseUrl the bot's public URL, ending in a slash */
  constructor(links: CardLinks, payments: PaymentService, baseUrl: () => string) {
    this.#links = links;
    this.#payments = payments;
    this.#baseUrl = baseUrl;
  }

  /** A one-time URL for this user. */
  async url(actor: Actor, data: unknown, locale: string): Promise<string> {
    const { purpose, next } = parsePageRequest(data);
    const id = await this.#links.create({ actor, purpose, locale, ...(next && { next }) });
    return new URL(`card/${id}`, this.#baseUrl()).href;
  }

  /** The content of a Teams dialog: the page, or a card that explains why it cannot be opened. */
  async dialog(actor: Actor, activity: Activity, t: Translations): Promise<object> {
    const { data } = sanitiseInput(taskFetchSchema.catch({ data: {} }).parse(activity.value)).value;
    const { cardPage } = t.payments;
    const { purpose } = parsePageRequest(data);
    const title = purpose.for === 'edit' ? cardPage.editTitle : cardPage.addTitle;
    const form = await this.#payments.cardForm(actor, purpose);
    if (!form.ok) return { title, card: refusalCard(form.refusal, t) };
    const url = await this.url(actor, data, t.locale);
    return { title, width: 480, height: 720, url: `${url}?${IN_TEAMS}`, fallbackUrl: url };
  }
}

/** Parses the data of a page button; invalid data means adding a card. */
function parsePageRequest(data: unknown): {
  purpose: CardFormPurpose;
  next?: Readonly<Record<string, unknown>> | undefined;
} {
  const intent = intentSchema.safeParse(data);
  if (intent.success && intent.data.verb === 'edit-card')
    return { purpose: { for: 'edit', method: intent.data.method } };
  if (!intent.success || intent.data.verb !== 'add-card') return { purpose: { for: 'add' } };
  const { profile, next } = intent.data;
  const nextIntent = intentSchema.safeParse(next);
  return {
    purpose: { for: 'add', ...(profile !== undefined && { profile }) },
    ...(nextIntent.success && { next: nextIntent.data }),
  };
}
