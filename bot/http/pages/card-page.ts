import type { Logger } from 'pino';
import { type Translations, translationsFor } from '../../../cards/kit/locale.ts';
import { type Intent, intentSchema } from '../../../dialogs/understanding/intent.ts';
import type { Messenger } from '../../../src/application/notifications/messenger.ts';
import type { PaymentReceipt } from '../../../src/application/payments/payment-receipt.ts';
import type { CardFormData, PaymentService } from '../../../src/application/payments/payment-service.ts';
import type { Clock } from '../../../src/application/ports/clock.ts';
import type { Directory } from '../../../src/application/ports/directory.ts';
import type { WebAuthentication, WebCaller } from '../../../src/application/ports/web-authentication.ts';
import type { Actor } from '../../../src/domain/common/actor.ts';
import type { PersonId } from '../../../src/domain/common/person.ts';
import type { Result } from '../../../src/domain/common/result.ts';
import { externalError } from '../../operations/loggable-error.ts';
import { newReference } from '../../turn/error-reference.ts';
import type { CardLink, CardLinks } from './card-links.ts';
import { detailsIn } from './parse-card-details.ts';

export interface CardPageParts {
  readonly links: CardLinks;
  readonly payments: PaymentService;
  readonly signedIn: WebAuthentication;
  readonly directory: Directory;
  readonly messenger: Messenger;
  readonly resume: (person: PersonId, intent: Intent) => Promise<boolean>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** What is said instead of the form, or in place of a saved card. */
interface Saying {
  readonly status: number;
  readonly title: string;
  readonly way: string;
  /** Nobody is known to be here, or somebody else: signing in is what is left. */
  readonly here?: 'nobody' | 'other';
}

export type Opened =
  | { readonly kind: 'form'; readonly link: CardLink; readonly facts: CardFormData; readonly t: Translations }
  | { readonly kind: 'saying'; readonly saying: Saying; readonly t: Translations };

/** What the page's own script reads. */
export interface Reply {
  readonly status: number;
  readonly body: {
    readonly saved?: true;
    readonly message: string;
    readonly way?: string;
    /** A sentence for each field that is wrong. */
    readonly problems?: Readonly<Record<string, string>>;
  };
}

/** The page for card details: for one person, once, for ten minutes. What it is for is looked up anew each time. */
export class CardPage {
  readonly #parts: CardPageParts;
  readonly #underWay = new Set<Promise<unknown>>();

  constructor(parts: CardPageParts) {
    this.#parts = parts;
  }

  /** Looks at a link; looking does not use it up, as previews of links do the same. */
  async open(id: string, caller: WebCaller, language: string | undefined): Promise<Opened> {
    const foreign = translationsFor(language);
    const saying = (status: number, title: string, way: string, t: Translations, here?: Saying['here']): Opened => ({
      kind: 'saying',
      saying: { status, title, way, ...(here && { here }) },
      t,
    });
    const link = await this.#parts.links.find(id);
    const { page } = foreign.payment;
    if (!link) return saying(404, page.unknown, page.newOne, foreign);
    const people = await this.#parts.signedIn.people(caller);
    if (people.length === 0) return saying(403, foreign.signIn.needed, foreign.signIn.neededWay, foreign, 'nobody');
    const isTheirs = people.some(({ tenant, person }) => tenant === link.actor.tenant && person === link.actor.person);
    if (!isTheirs) return saying(403, page.otherPerson, page.otherPersonWay, foreign, 'other');
    const t = translationsFor(link.locale);
    const says = t.payment.page;
    switch (link.state) {
      case 'expired':
        return saying(410, says.expired, says.newOne, t);
      case 'used':
        return saying(410, says.used, says.newOne, t);
      case 'too-many':
        return saying(410, says.tooMany, says.newOne, t);
      case 'enough':
        return saying(429, says.enough, says.enoughWay, t);
      case 'busy':
        return saying(409, says.busy, says.busyWay, t);
      case 'open': {
        const facts = await this.#parts.payments.cardForm(await this.#actor(link), link.purpose);
        if (facts.ok) return { kind: 'form', link, facts: facts.value, t };
        const { title, way } = t.refusal(facts.refusal, t);
        return saying(409, title, way, t);
      }
    }
  }

  /** Saves what was typed. Only what is saved, or too often declined, uses the link up. */
  async save(id: string, caller: WebCaller, language: string | undefined, body: unknown): Promise<Reply> {
    const saving = this.#save(id, caller, language, body);
    return this.#finish(saving.catch((fault: unknown) => this.broken(fault, translationsFor(language))));
  }

  /** What went wrong is logged without a word of what was typed; the person gets a reference to it. */
  broken(fault: unknown, { payment, problem }: Translations): Reply {
    const reference = newReference();
    this.#parts.log.error({ reference, error: externalError(fault) }, 'the page for card details failed');
    return { status: 500, body: { message: payment.page.broken, way: `${problem.reference} ${reference}` } };
  }

  async #save(id: string, caller: WebCaller, language: string | undefined, body: unknown): Promise<Reply> {
    const opened = await this.open(id, caller, language);
    if (opened.kind === 'saying') {
      const { status, title, way } = opened.saying;
      return { status, body: { message: title, way } };
    }
    const { link, facts, t } = opened;
    const { page } = t.payment;
    const details = detailsIn(body, {
      now: this.#parts.clock(),
      country: facts.country,
      brand: facts.card?.method.brand,
    });
    if (!details.ok) {
      const sentences = page.problems as Readonly<Record<string, string>>;
      const problems = Object.fromEntries(
        Object.entries(details.problems).map(([field, problem]) => [field, sentences[problem] ?? page.mend]),
      );
      return { status: 422, body: { message: page.mend, problems } };
    }
    const { links } = this.#parts;
    if (!(await links.claim(link))) return { status: 409, body: { message: page.busy, way: page.busyWay } };
    const done = await this.#carryOut(link, t, details.value).catch((fault: unknown) => ({ fault }));
    if ('fault' in done) {
      await links.settle(link, 'open').catch(() => undefined);
      return this.broken(done.fault, t);
    }
    if (!done.ok) {
      const declined = done.refusal.kind === 'card-declined' || done.refusal.kind === 'card-expired';
      await links.settle(link, declined ? 'declined' : 'open');
      const { title, way } = t.refusal(done.refusal, t);
      return { status: 409, body: { message: title, way } };
    }
    // It is saved: a link that cannot be marked as used stays claimed, and saves nothing more.
    await links.settle(link, 'used').catch(() => undefined);
    this.#tell(link, done.value);
    return { status: 200, body: { saved: true, message: page.done, way: page.doneWay } };
  }

  /** Done when whatever is being saved is saved and told, also when whoever sent it has gone. */
  async told(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  #finish<T>(work: Promise<T>): Promise<T> {
    this.#underWay.add(work);
    return work.finally(() => this.#underWay.delete(work));
  }

  async #carryOut(
    link: CardLink,
    t: Translations,
    details: Extract<ReturnType<typeof detailsIn>, { ok: true }>['value'],
  ): Promise<Result<PaymentReceipt>> {
    const { payments } = this.#parts;
    const actor = await this.#actor(link);
    if (link.purpose.for === 'edit') return payments.editCard(actor, link.key, link.purpose.method, details);
    const { profile } = link.purpose;
    return payments.addCard(actor, link.key, { profile, profileName: t.payment.profileName }, details);
  }

  /** Who they are now may differ from who they were when the link was given out. */
  async #actor({ actor }: CardLink): Promise<Actor> {
    const person = await this.#parts.directory.person(actor.tenant, actor.person);
    return person ? { ...actor, kind: person.kind, roles: person.roles } : actor;
  }

  #tell({ actor, next }: CardLink, receipt: PaymentReceipt): void {
    const { messenger, resume, log } = this.#parts;
    const goesOn = intentSchema.safeParse(next);
    const told = (async () => {
      try {
        const address = await messenger.addressOf(actor);
        if (address) await messenger.send(address, { kind: 'wallet-changed', receipt });
        if (goesOn.success) await resume(actor, goesOn.data);
      } catch (error) {
        log.error({ error: externalError(error) }, 'a saved card could not be told');
      }
    })();
    void this.#finish(told);
  }
}
