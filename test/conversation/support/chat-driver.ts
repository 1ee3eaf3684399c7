import { type Activity, type ConversationReference, TestAdapter, TurnContext } from 'botbuilder';
import { pino } from 'pino';
import { compose } from '../../../bot/composition/compose.ts';
import type { Microsoft365Access } from '../../../bot/composition/microsoft365-provider.ts';
import { settingsFrom } from '../../../bot/settings.ts';
import type { Card } from '../../../cards/kit/card.ts';
import type { CardRegister } from '../../../src/application/ports/card-register.ts';
import type { Commerce } from '../../../src/application/ports/commerce.ts';
import type { Directory } from '../../../src/application/ports/directory.ts';
import type { PaymentGateway } from '../../../src/application/ports/payment-gateway.ts';
import type { Account } from '../../../src/domain/account/account.ts';
import type { Terms } from '../../../src/domain/catalogue/product.ts';
import { type Organisation, sandboxOrganisation } from '../../../src/providers/sandbox/organisation.ts';
import { MemoryDocuments } from '../../../src/state/memory/memory-documents.ts';
import { RenderedCard } from './rendered-card.ts';

/** The day the tests play on: Noor's subscriptions stand as her past in the organisation's file says. */
const TODAY = Date.UTC(2026, 10, 22, 12, 4);

/** The two ways a channel takes cards. */
export type Shape = 'teams' | 'emulator';
export const shapes: readonly Shape[] = ['teams', 'emulator'];

export interface TestApp {
  readonly composition: Awaited<ReturnType<typeof compose>>;
  readonly documents: MemoryDocuments;
  readonly organisation: Organisation;
  readonly lines: Record<string, unknown>[];
  /** Whom the bot can speak to first, by their conversation. */
  readonly chats: Map<string, ChatDriver>;
  /** Moves the real time on. */
  pass(time: number): void;
  now(): number;
}

export interface Circumstances {
  readonly documents?: MemoryDocuments;
  readonly gateway?: PaymentGateway;
  readonly terms?: (organisation: Organisation) => Terms;
  /** What the directory does otherwise. */
  readonly directory?: (organisation: Organisation) => Partial<Directory>;
  readonly at?: number;
  readonly cards?: CardRegister;
  readonly timeLimit?: (milliseconds: number) => AbortSignal;
  readonly base?: () => string;
  readonly fetch?: typeof fetch;
  /** Wraps the provider. */
  readonly wrapCommerce?: (commerce: Commerce) => Commerce;
  /** Resolves when an interim reply is due; never, unless given. */
  readonly interimReplyTimer?: () => Promise<unknown>;
  /** How Microsoft's services are reached, where they stand behind the conversation. */
  readonly microsoft365?: Microsoft365Access;
  /** What is set in the environment. */
  readonly env?: Readonly<Record<string, string>>;
}

const seededDocuments = new Map<number, MemoryDocuments>();

/** A product of its own for a test, with the past lived through once for all tests. */
export async function testApp({
  documents,
  gateway,
  terms,
  directory,
  env = {},
  at = TODAY,
  base,
  microsoft365,
  ...overrides
}: Circumstances = {}): Promise<TestApp> {
  let now = at;
  const organisation = sandboxOrganisation();
  const lines: Record<string, unknown>[] = [];
  const log = pino({ level: 'info', base: null }, { write: (line: string) => lines.push(JSON.parse(line)) });
  const past = seededDocuments.get(at) ?? new MemoryDocuments();
  const elements = { settings: settingsFrom(env), organisation, log, clock: () => now };
  if (!seededDocuments.has(at)) {
    await compose({ ...elements, documents: past });
    seededDocuments.set(at, past);
  }
  const own = documents ?? past.copy();
  const app = await compose(
    {
      ...elements,
      ...(directory && { organisation: { ...organisation, ...directory(organisation) } }),
      documents: own,
      ...(base && { baseUrl: base }),
      ...(microsoft365 && { microsoft365 }),
    },
    {
      interimReplyTimer: () => new Promise(() => undefined),
      ...overrides,
      ...(gateway && { gateway }),
      ...(terms && { terms: () => terms(organisation) }),
    },
  );
  const chats = new Map<string, ChatDriver>();
  const speakFirst = app.adapter.continueConversationAsync.bind(app.adapter);
  app.adapter.continueConversationAsync = (async (appId: string, to: Partial<ConversationReference>, logic: Logic) => {
    const chat = chats.get(to.conversation?.id ?? '');
    await (chat ? chat.hear(to, logic) : speakFirst(appId, to, logic));
  }) as typeof app.adapter.continueConversationAsync;
  return {
    composition: app,
    chats,
    documents: own,
    organisation,
    lines,
    pass: (time) => {
      now += time;
    },
    now: () => now,
  };
}

type Logic = (context: TurnContext) => Promise<void>;

/** One person in one conversation, who sees cards and presses what is on them. */
export class ChatDriver {
  readonly #app: TestApp;
  readonly #shape: Shape;
  readonly #person: { readonly id: string; readonly name: string };
  readonly #conversation: string;
  readonly #sent: Partial<Activity>[] = [];
  readonly updated: Partial<Activity>[] = [];
  locale: string;
  /** What was pressed last, to press it again. */
  #pressed: Partial<Activity> | undefined;
  #card: Card | undefined;
  #messages = 0;

  constructor(app: TestApp, shape: Shape, role: string, locale = 'en-GB') {
    this.#app = app;
    this.#shape = shape;
    this.locale = locale;
    const persona = app.organisation.personas.find((one) => one.role === role)?.person;
    this.#person = persona ?? app.organisation.people.find(({ name }) => name === role) ?? { id: role, name: role };
    this.#conversation = `talk-${this.#person.id}-${shape}`;
    app.chats.set(this.#conversation, this);
  }

  /** This person's account as it is stored. */
  async account(): Promise<Account> {
    const { documents, organisation } = this.#app;
    const stored = await documents.read<Account>(`account/${organisation.tenant}/${this.#person.id}`);
    if (!stored) throw new Error('There is no account yet.');
    return stored.value;
  }

  /** Presses what is on no card: a verb with a payload of one's own making. */
  build(verb: unknown, payload: object): Promise<RenderedCard> {
    return this.send(this.#press(verb, { ...payload, verb }));
  }

  get card(): RenderedCard {
    if (!this.#card) throw new Error('Nothing was shown yet.');
    return new RenderedCard(this.#card);
  }

  say(text: string): Promise<RenderedCard> {
    return this.send({ type: 'message', text });
  }

  /** Presses the button of this title on a card, with what is filled in its fields. */
  press(title: string, fields: Record<string, unknown> = {}, on: RenderedCard = this.card): Promise<RenderedCard> {
    const { data, verb } = on.button(title);
    const value = { ...data, ...fields };
    this.#pressed = this.#press(verb, value);
    return this.send(this.#pressed);
  }

  #press(verb: unknown, value: object): Partial<Activity> {
    if (this.#shape !== 'teams') return { type: 'message', value };
    const action = { type: 'Action.Execute', verb, data: value };
    return { type: 'invoke', name: 'adaptiveCard/action', replyToId: 'shown', value: { action } };
  }

  /** The address of the page for card details behind a button: in Teams where its dialog leads outside Teams. */
  async pageBehind(title: string): Promise<string> {
    const { url, data } = this.card.action(title);
    if (this.#shape === 'emulator') return String(url);
    await this.deliver({ type: 'invoke', name: 'task/fetch', value: { data, context: { theme: 'default' } } });
    return String(this.#sent.at(-1)?.value.body.task.value.fallbackUrl);
  }

  /** What the bot says first. */
  async hear(to: Partial<ConversationReference>, logic: Logic): Promise<void> {
    const from = this.#sent.length;
    const event = { type: 'event', name: 'ContinueConversation' };
    await logic(new TurnContext(this.#adapter(), TurnContext.applyConversationReference(event, to, true)));
    this.#card =
      this.#sent
        .slice(from)
        .flatMap((one) => cardOf(one) ?? [])
        .at(-1) ?? this.#card;
  }

  pressAgain(): Promise<RenderedCard> {
    if (!this.#pressed) throw new Error('Nothing was pressed yet.');
    return this.send(this.#pressed);
  }

  /** Sends an activity as this person's channel would, and gives the card that came of it last. */
  async send(activity: Partial<Activity>): Promise<RenderedCard> {
    const shownCard = await this.deliver(activity);
    const last = shownCard.at(-1);
    if (!last) throw new Error('Nothing was shown.');
    return last;
  }

  /** The cards an activity brings, which may be none. */
  async deliver(activity: Partial<Activity>): Promise<readonly RenderedCard[]> {
    const from = this.#sent.length;
    await this.#adapter().processActivity(this.#whole(activity));
    const cards = this.#sent.slice(from).flatMap((one) => cardOf(one) ?? []);
    this.#card = cards.at(-1) ?? this.#card;
    return cards.map((card) => new RenderedCard(card));
  }

  get sent(): readonly Partial<Activity>[] {
    return this.#sent;
  }

  #whole(activity: Partial<Activity>): Partial<Activity> {
    const { id, name } = this.#person;
    const teams = this.#shape === 'teams';
    return {
      id: `m${++this.#messages}`,
      locale: this.locale,
      channelId: teams ? 'msteams' : 'emulator',
      serviceUrl: 'https://channel.example.com/',
      from: teams ? { id: `29:${id}`, name, aadObjectId: id, role: 'user' } : { id, name, role: 'user' },
      recipient: { id: 'bot', name: 'Purchase Desk', role: 'bot' },
      conversation: {
        id: this.#conversation,
        isGroup: false,
        name: '',
        conversationType: teams ? 'personal' : '',
        ...(teams && { tenantId: this.#app.organisation.tenant }),
      } as Activity['conversation'],
      ...activity,
    };
  }

  #adapter(): TestAdapter {
    const [sent, updated] = [this.#sent, this.updated];
    class Channel extends TestAdapter {
      override async sendActivities(_context: TurnContext, activities: Partial<Activity>[]) {
        sent.push(...activities.map((activity) => structuredClone(activity)));
        return activities.map((_, index) => ({ id: `${sent.length + index}` }));
      }
      override async updateActivity(_context: TurnContext, activity: Partial<Activity>) {
        updated.push(structuredClone(activity));
      }
      override async continueConversation(_reference: Partial<ConversationReference>): Promise<void> {}
    }
    return new Channel((context) => this.#app.composition.bot(context));
  }
}

function cardOf({ type, value, attachments }: Partial<Activity>): Card | undefined {
  if (type === 'invokeResponse') return value.body.task ? value.body.task.value.card?.content : value.body.value;
  return attachments?.[0]?.content;
}
