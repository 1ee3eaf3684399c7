import type { Card } from '../../cards/kit/card.ts';
import { choiceCard } from '../../cards/kit/choice-card.ts';
import { escapeMarkdown, personName } from '../../cards/kit/markdown.ts';
import { messageCard } from '../../cards/kit/message-card.ts';
import type { Turn } from '../engine/turn.ts';

/** People found by name that one card shows at most. */
const SHOWN = 8;

/** Whom to be, or being somebody else: for testers of the sandbox who did not sign in. */
export async function impersonate(
  { impersonation: colleagues, t }: Pick<Turn, 'impersonation' | 't'>,
  who?: string,
): Promise<Card> {
  const { be: says, buttons } = t;
  const home = { title: buttons.home, verb: 'home' };
  if (!colleagues) {
    return messageCard(
      { eyebrow: { text: says.eyebrow }, title: says.notHere, sentences: [says.notHereWay], buttons: [home] },
      t,
    );
  }
  const found = who ? colleagues.findPeople(who) : [];
  const [only] = found;
  if (only && found.length === 1) {
    await colleagues.impersonate(only.id);
    return messageCard({ eyebrow: { text: says.eyebrow }, title: says.now(personName(only.name)), buttons: [home] }, t);
  }
  const choices = found.length > 0 ? found.slice(0, SHOWN) : colleagues.personas;
  const title = !who ? says.title : found.length > 0 ? says.several(who) : says.unknown(who);
  return choiceCard(
    {
      eyebrow: { text: says.eyebrow },
      title: escapeMarkdown(title),
      caption: says.caption,
      choices: choices.map((one) => ({
        name: one.name,
        detail: 'role' in one ? (says.roles[one.role] ?? one.role) : one.mail,
        verb: 'be',
        data: { who: one.id },
      })),
      buttons: [],
    },
    t,
  );
}
