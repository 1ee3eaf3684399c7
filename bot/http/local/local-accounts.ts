import type { Account } from './local-activity.ts';
import type { Persona } from './options.ts';

const VISITOR = /^visitor-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const PREFIX = 'local-';

/** Id of the user's only conversation with the bot. */
export const conversationIdOf = (account: Account): string => `${PREFIX}${account.id}`;

/** The account of a persona, or of a visitor, who is not in the directory and has no name. */
export function findAccount(id: string, personas: readonly Persona[]): Account | undefined {
  const persona = personas.find((persona) => persona.id === id);
  if (persona) return { id: persona.id, name: persona.name };
  return VISITOR.test(id) ? { id } : undefined;
}

/** The owner of a conversation; undefined when there is no such conversation. */
export function findOwner(conversationId: string, personas: readonly Persona[]): Account | undefined {
  return conversationId.startsWith(PREFIX) ? findAccount(conversationId.slice(PREFIX.length), personas) : undefined;
}
