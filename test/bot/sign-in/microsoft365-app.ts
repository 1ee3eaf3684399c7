import type { Activity } from 'botbuilder';
import { microsoft365Tokens } from '../../../bot/http/sign-in/microsoft365-tokens.ts';
import { settingsFrom } from '../../../bot/settings.ts';
import type { Commerce } from '../../../src/application/ports/commerce.ts';
import type { PersonId } from '../../../src/domain/common/person.ts';
import type { MemoryDocuments } from '../../../src/state/memory/memory-documents.ts';
import { ChatDriver, type Circumstances, testApp } from '../../conversation/support/chat-driver.ts';
import { singleTenant, startProductionApp } from './production-app.ts';

export const KEY = 'a-key-of-the-test-that-is-long-enough';

/** Settings for Microsoft 365. */
export const microsoft365Settings = { ...singleTenant, PROVIDER: 'microsoft365', TOKEN_KEY: KEY };

type SignInRequest = { readonly id: string; readonly uri: string; readonly url: string };

/** Starts the production app with purchases that need the user's own token. */
export async function startMicrosoft365App(
  env: Readonly<Record<string, string>> = microsoft365Settings,
  existingDocuments?: MemoryDocuments,
  options: Circumstances = {},
) {
  const documents = existingDocuments ?? (await testApp()).documents;
  let requestToken: (owner: PersonId) => Promise<string> = () =>
    Promise.reject(new Error('Not before it is put together.'));
  const app = await startProductionApp(env, {
    ...options,
    documents,
    wrapCommerce: (commerce) => withTokenCheck(commerce, (owner) => requestToken(owner)),
  });
  const tokens = microsoft365Tokens(settingsFrom(env), documents, app.entra.fetch);
  requestToken = (owner) => tokens.resourceManager(owner, false);
  const settled = () => app.testApp.composition.bot.settled();
  return {
    ...app,
    documents,
    tokens,
    settled,
    chatWith: (role: string, locale?: string) => new ChatDriver(app.testApp, 'teams', role, locale),
    /** The user's client sends a token for a sign-in request; returns the status of the response. */
    async sendToken(
      chat: ChatDriver,
      { id }: Pick<SignInRequest, 'id'>,
      token: string,
      connectionName = 'purchase-desk',
    ) {
      const responseCount = invokeResponses(chat).length;
      await chat.deliver({ type: 'invoke', name: 'signin/tokenExchange', value: { id, connectionName, token } });
      return invokeResponses(chat).slice(responseCount)[0]?.status;
    },
    /** All stored documents as text. */
    async readDocuments(): Promise<string> {
      const stored: unknown[] = [];
      const copy = { write: async (key: string, value: unknown) => stored.push(key, value) };
      await documents.copyTo(copy as unknown as MemoryDocuments);
      return JSON.stringify(stored);
    },
  };
}

/** The invoke responses that a client received. */
export const invokeResponses = ({ sent }: ChatDriver): { status: number; body: Record<string, unknown> }[] =>
  sent.filter(({ type }) => type === 'invokeResponse').map(({ value }) => value);

/** The sign-in requests that a user's clients received. */
export const signInRequests = ({ sent }: ChatDriver): SignInRequest[] =>
  sent.flatMap(({ attachments = [] }: Partial<Activity>) =>
    attachments
      .filter(({ contentType }) => contentType === 'application/vnd.microsoft.card.oauth')
      .map(({ content }) => ({ ...content.tokenExchangeResource, url: content.buttons[0].value })),
  );

function withTokenCheck(commerce: Commerce, requestToken: (owner: PersonId) => Promise<string>): Commerce {
  return new Proxy(commerce, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      if (name === 'terms') return value.bind(target);
      return async (owner: PersonId, ...rest: unknown[]) => {
        await requestToken(owner);
        return value.call(target, owner, ...rest);
      };
    },
  });
}
