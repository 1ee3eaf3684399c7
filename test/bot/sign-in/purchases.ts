import type { Activity } from 'botbuilder';
import { microsoft365Tokens } from '../../../bot/http/sign-in/microsoft365-tokens.ts';
import { settingsFrom } from '../../../bot/settings.ts';
import type { Commerce } from '../../../src/application/ports/commerce.ts';
import type { PersonId } from '../../../src/domain/common/person.ts';
import type { MemoryDocuments } from '../../../src/state/memory/memory-documents.ts';
import { ChatDriver, type Circumstances, testApp } from '../../conversation/support/chat-driver.ts';
import { production, singleTenant } from './desk.ts';

export const KEY = 'a-key-of-the-test-that-is-long-enough';

/** Set as with Microsoft 365. */
export const real = { ...singleTenant, PROVIDER: 'microsoft365', TOKEN_KEY: KEY };

type Asked = { readonly id: string; readonly uri: string; readonly url: string };

/** The product as production has it, whose purchases are shown to their owner's own tokens alone. */
export async function purchases(
  env: Readonly<Record<string, string>> = real,
  from?: MemoryDocuments,
  more: Circumstances = {},
) {
  const documents = from ?? (await testApp()).documents;
  let ask: (owner: PersonId) => Promise<string> = () => Promise.reject(new Error('Not before it is put together.'));
  const desk = await production(env, {
    ...more,
    documents,
    wrapCommerce: (commerce) => guarded(commerce, (owner) => ask(owner)),
  });
  const tokens = microsoft365Tokens(settingsFrom(env), documents, desk.entra.fetch);
  ask = (owner) => tokens.resourceManager(owner, false);
  const settled = () => desk.place.desk.bot.settled();
  return {
    ...desk,
    documents,
    tokens,
    settled,
    talk: (role: string, locale?: string) => new ChatDriver(desk.place, 'teams', role, locale),
    /** What a client of theirs does by itself: it brings a token for the question, and gets its answer. */
    async bring(talk: ChatDriver, { id }: Pick<Asked, 'id'>, token: string, connectionName = 'purchase-desk') {
      const answers = invokeAnswers(talk).length;
      await talk.deliver({ type: 'invoke', name: 'signin/tokenExchange', value: { id, connectionName, token } });
      return invokeAnswers(talk).slice(answers)[0]?.status;
    },
    /** Everything there is in the documents. */
    async stored(): Promise<string> {
      const seen: unknown[] = [];
      const into = { write: async (key: string, value: unknown) => seen.push(key, value) };
      await documents.copyTo(into as unknown as MemoryDocuments);
      return JSON.stringify(seen);
    },
  };
}

/** What a press or a client was answered. */
export const invokeAnswers = ({ sent }: ChatDriver): { status: number; body: Record<string, unknown> }[] =>
  sent.filter(({ type }) => type === 'invokeResponse').map(({ value }) => value);

/** The questions to sign in that somebody's clients got. */
export const questions = ({ sent }: ChatDriver): Asked[] =>
  sent.flatMap(({ attachments = [] }: Partial<Activity>) =>
    attachments
      .filter(({ contentType }) => contentType === 'application/vnd.microsoft.card.oauth')
      .map(({ content }) => ({ ...content.tokenExchangeResource, url: content.buttons[0].value })),
  );

function guarded(commerce: Commerce, ask: (owner: PersonId) => Promise<string>): Commerce {
  return new Proxy(commerce, {
    get(target, name) {
      const own: unknown = Reflect.get(target, name);
      if (typeof own !== 'function') return own;
      if (name === 'terms') return own.bind(target);
      return async (owner: PersonId, ...rest: unknown[]) => {
        await ask(owner);
        return own.call(target, owner, ...rest);
      };
    },
  });
}
