import type { Account } from './local-activity.ts';
import type { Persona } from './options.ts';

const VISITOR = /^visitor-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const PREFIX = 'local-';

/** The one conversation somebody has with the bot here. */
export const conversationIdOf = (account: Account): string => `${PREFIX}${account.id}`;

/** A persona, or a visitor whom the directory does not know and who therefore has no name; nobody else. */
export function findAccount(id: string, personas: readonly Persona[]): Account | undefined {
  const persona = personas.find((persona) => persona.id === id);
  if (persona) return { id: persona.id, name: persona.name };
  return VISITOR.test(id) ? { id } : undefined;
}

/** Whose conversation this is; undefined when there is no such conversation. */
export function findOwner(conversationId: string, personas: readonly Persona[]): Account | undefined {
  return conversationId.startsWith(PREFIX) ? findAccount(conversationId.slice(PREFIX.length), personas) : undefined;
}
