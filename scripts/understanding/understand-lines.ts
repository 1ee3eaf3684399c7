import { z } from 'zod';
import { type Conversation, remember } from '../../dialogs/understanding/conversation.ts';
import type { Intent } from '../../dialogs/understanding/intent.ts';
import { nameWordsOf } from '../../dialogs/understanding/slots/person-names.ts';
import { understand } from '../../dialogs/understanding/understand.ts';
import { matchingProducts } from '../../src/application/subscriptions/match-product.ts';
import { sandboxOrganisation } from '../../src/providers/sandbox/organisation.ts';

const organisation = sandboxOrganisation();
const products = [...organisation.terms.products.values()];
const isName = nameWordsOf(organisation.people);
const family = (name: string) => matchingProducts(products, name).map((product) => product.name);

/** A sentence to understand: its locale, the day it is said on, and what was said before it in the conversation. */
const question = z.object({
  say: z.string(),
  locale: z.string().default('en-GB'),
  today: z.iso.date().optional(),
  after: z.array(z.string()).optional(),
});

/** What a sentence means, as buttons carry it. `ms` is how long understanding it took. */
export interface Answer {
  readonly kind: 'sure' | 'unsure' | 'unknown';
  readonly intent?: Intent;
  readonly next?: Intent;
  readonly nearest?: readonly Intent[];
  readonly ms: number;
}

/** Understands one sentence of the sandbox organisation's users. */
export function answerLine(line: unknown): Answer {
  const { say, locale, today, after = [] } = question.parse(line);
  let conversation: Conversation = {};
  const understandNow = (text: string) => {
    const now = today === undefined ? Date.now() : Date.parse(`${today}T12:00:00Z`);
    return understand(text, { locale, products, isName, today: now, conversation });
  };
  for (const before of after) {
    const result = understandNow(before);
    const [likeliest] = result.kind === 'sure' ? [result.intent] : result.kind === 'unsure' ? result.candidates : [];
    if (likeliest) conversation = remember(conversation, likeliest, family);
  }
  const start = performance.now();
  const result = understandNow(say);
  const ms = Math.round((performance.now() - start) * 1000) / 1000;
  switch (result.kind) {
    case 'sure':
      return { kind: 'sure', intent: result.intent, ...(result.next && { next: result.next }), ms };
    case 'unsure':
      return { kind: 'unsure', nearest: result.candidates, ms };
    case 'unknown':
      return { kind: 'unknown', ms };
  }
}
