import type { Logger } from 'pino';
import { type Translations, translationsFor } from '../../../cards/kit/locale.ts';
import { type Intent, intentSchema } from '../../../dialogs/understanding/intent.ts';
import type { Messenger } from '../../../src/application/notifications/messenger.ts';
import type { CardFormData } from '../../../src/application/payments/card-form.ts';
import type { PaymentReceipt } from '../../../src/application/payments/payment-receipt.ts';
import type { PaymentService } from '../../../src/application/payments/payment-service.ts';
import type { Clock } from '../../../src/application/ports/clock.ts';
import type { Directory } from '../../../src/application/ports/directory.ts';
import type { WebAuthentication, WebCaller } from '../../../src/application/ports/web-authentication.ts';
import type { Actor } from '../../../src/domain/common/actor.ts';
import type { PersonId } from '../../../src/domain/common/person.ts';
import type { Result } from '../../../src/domain/common/result.ts';
import { newReference } from '../../operations/error-reference.ts';
import { externalError } from '../../operations/loggable-error.ts';
import type { CardLink, CardLinks } from './card-links.ts';
import { parseCardDetails } from './parse-card-details.ts';

export interface CardPageDeps {
  readonly links: CardLinks;
  readonly payments: PaymentService;
  readonly authentication: WebAuthentication;
  readonly directory: Directory;
  readonly messenger: Messenger;
  readonly resume: (person: PersonId, intent: Intent) => Promise<boolean>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** A message instead of the form. */
interface PageMessage {
  readonly status: number;
  readonly title: string;
  readonly way: string;
  /** Set when signing in may help: the user is not signed in, or is another user. */
  readonly signInReason?: 'not-signed-in' | 'other-user';
}

export type OpenedPage =
  | { readonly kind: 'form'; readonly link: CardLink; readonly form: CardFormData; readonly t: Translations }
  | { readonly kind: 'message'; readonly message: PageMessage; readonly t: Translations };

/** The response to the page's script. */
export interface CardPageReply {
  readonly status: number;
  readonly body: {
    readonly saved?: true;
    readonly message: string;
    readonly way?: string;
    /** A message for each invalid field. */
    readonly problems?: Readonly<Record<string, string>>;
  };
}

/** The card form: for one user, once, for ten minutes. Its content is read again each time. */
export class CardPage {
  readonly #deps: CardPageDeps;
  readonly #pending = new Set<Promise<unknown>>();

  constructor(deps: CardPageDeps) {
    this.#deps = deps;
  }

  /** Opens a link without using it up: link previews open it too. */
  async open(id: string, caller: WebCaller, language: string | undefined): Promise<OpenedPage> {
    const browserT = translationsFor(language);
    const message = (
      status: number,
      title: string,
      way: string,
      t: Translations,
      signInReason?: PageMessage['signInReason'],
    ): OpenedPage => ({
      kind: 'message',
      message: { status, title, way, ...(signInReason && { signInReason }) },
      t,
    });
    const link = await this.#deps.links.find(id);
    const { cardPage } = browserT.payments;
    if (!link) return message(404, cardPage.unknown, cardPage.openAgain, browserT);
    const people = await this.#deps.authentication.people(caller);
    if (people.length === 0)
      return message(403, browserT.signIn.needed, browserT.signIn.neededText, browserT, 'not-signed-in');
    const isOwner = people.some(({ tenant, person }) => tenant === link.actor.tenant && person === link.actor.person);
    if (!isOwner) return message(403, cardPage.otherPerson, cardPage.otherPersonText, browserT, 'other-user');
    const t = translationsFor(link.locale);
    const strings = t.payments.cardPage;
    switch (link.state) {
      case 'expired':
        return message(410, strings.expired, strings.openAgain, t);
      case 'used':
        return message(410, strings.alreadyUsed, strings.openAgain, t);
      case 'too-many':
        return message(410, strings.tooMany, strings.openAgain, t);
      case 'enough':
        return message(429, strings.tooManyToday, strings.tooManyTodayText, t);
      case 'busy':
        return message(409, strings.busy, strings.busyText, t);
      case 'open': {
        const form = await this.#deps.payments.cardForm(await this.#actor(link), link.purpose);
        if (form.ok) return { kind: 'form', link, form: form.value, t };
        const { title, text: way } = t.refusal(form.refusal, t);
        return message(409, title, way, t);
      }
    }
  }

  /** Saves the card details. Only a saved card, or too many declined ones, use the link up. */
  async save(id: string, caller: WebCaller, language: string | undefined, body: unknown): Promise<CardPageReply> {
    const reply = this.#save(id, caller, language, body);
    return this.#track(reply.catch((error: unknown) => this.failureReply(error, translationsFor(language))));
  }

  /** Logs the error without user input, and gives the user a reference to it. */
  failureReply(error: unknown, { payments: paymentStrings, messages: { internalError } }: Translations): CardPageReply {
    const reference = newReference();
    this.#deps.log.error({ reference, error: externalError(error) }, 'the card form failed');
    return {
      status: 500,
      body: { message: paymentStrings.cardPage.broken, way: `${internalError.reference} ${reference}` },
    };
  }

  async #save(id: string, caller: WebCaller, language: string | undefined, body: unknown): Promise<CardPageReply> {
    const page = await this.open(id, caller, language);
    if (page.kind === 'message') {
      const { status, title, way } = page.message;
      return { status, body: { message: title, way } };
    }
    const { link, form, t } = page;
    const strings = t.payments.cardPage;
    const details = parseCardDetails(body, {
      now: this.#deps.clock(),
      country: form.country,
      brand: form.card?.method.brand,
    });
    if (!details.ok) {
      const messages = strings.problems as Readonly<Record<string, string>>;
      const problems = Object.fromEntries(
        Object.entries(details.problems).map(([field, problem]) => [field, messages[problem] ?? strings.correct]),
      );
      return { status: 422, body: { message: strings.correct, problems } };
    }
    const { links } = this.#deps;
    if (!(await links.claim(link))) return { status: 409, body: { message: strings.busy, way: strings.busyText } };
    const outcome = await this.#saveCard(link, t, details.value).catch((error: unknown) => ({ error }));
    if ('error' in outcome) {
      await links.settle(link, 'open').catch(() => undefined);
      return this.failureReply(outcome.error, t);
    }
    if (!outcome.ok) {
      const isDeclined = outcome.refusal.kind === 'card-declined' || outcome.refusal.kind === 'card-expired';
      await links.settle(link, isDeclined ? 'declined' : 'open');
      const { title, text: way } = t.refusal(outcome.refusal, t);
      return { status: 409, body: { message: title, way } };
    }
    // The card is saved: a link that cannot be marked as used stays claimed and saves nothing more.
    await links.settle(link, 'used').catch(() => undefined);
    this.#notify(link, outcome.value);
    return { status: 200, body: { saved: true, message: strings.done, way: strings.doneText } };
  }

  /** Waits for cards being saved and their notifications, also of callers who have disconnected. */
  async settled(): Promise<void> {
    while (this.#pending.size > 0) await Promise.all(this.#pending);
  }

  #track<T>(task: Promise<T>): Promise<T> {
    this.#pending.add(task);
    return task.finally(() => this.#pending.delete(task));
  }

  async #saveCard(
    link: CardLink,
    t: Translations,
    details: Extract<ReturnType<typeof parseCardDetails>, { ok: true }>['value'],
  ): Promise<Result<PaymentReceipt>> {
    const { payments } = this.#deps;
    const actor = await this.#actor(link);
    if (link.purpose.for === 'edit') return payments.editCard(actor, link.key, link.purpose.method, details);
    const { profile } = link.purpose;
    return payments.addCard(actor, link.key, { profile, profileName: t.payments.defaultProfileName }, details);
  }

  /** The user's roles may have changed since the link was created. */
  async #actor({ actor }: CardLink): Promise<Actor> {
    const person = await this.#deps.directory.person(actor.tenant, actor.person);
    return person ? { ...actor, kind: person.kind, roles: person.roles } : actor;
  }

  #notify({ actor, next }: CardLink, receipt: PaymentReceipt): void {
    const { messenger, resume, log } = this.#deps;
    const nextIntent = intentSchema.safeParse(next);
    const notification = (async () => {
      try {
        const address = await messenger.addressOf(actor);
        if (address) await messenger.send(address, { kind: 'wallet-changed', receipt });
        if (nextIntent.success) await resume(actor, nextIntent.data);
      } catch (error) {
        log.error({ error: externalError(error) }, 'the user was not notified of a saved card');
      }
    })();
    void this.#track(notification);
  }
}
