import type { Card } from '../../cards/kit/card.ts';
import { choiceCard } from '../../cards/kit/choice-card.ts';
import { escapeMarkdown, personName } from '../../cards/kit/markdown.ts';
import { messageCard } from '../../cards/kit/message-card.ts';
import type { Turn } from '../engine/turn.ts';

/** Most people found by name on one card. */
const MAX_SHOWN = 8;

/**
 * Lets a tester of the sandbox act as another user, and returns the card that says so: after the name of one person it
 * switches to them, otherwise it shows whom to choose.
 */
export async function impersonate(
  { impersonation, t }: Pick<Turn, 'impersonation' | 't'>,
  who?: string,
): Promise<Card> {
  const { impersonate: strings } = t;
  const eyebrow = { text: strings.eyebrow };
  const home = { title: t.buttons.home, verb: 'home' };
  if (!impersonation) {
    return messageCard({ eyebrow, title: strings.notAllowed, sentences: [strings.notAllowedText], buttons: [home] }, t);
  }
  const people = who ? impersonation.findPeople(who) : [];
  const [person] = people;
  if (person && people.length === 1) {
    await impersonation.impersonate(person.id);
    return messageCard({ eyebrow, title: strings.current(personName(person.name)), buttons: [home] }, t);
  }
  const choices = people.length > 0 ? people.slice(0, MAX_SHOWN) : impersonation.personas;
  const title = !who ? strings.title : people.length > 0 ? strings.several(who) : strings.unknown(who);
  return choiceCard(
    {
      eyebrow,
      title: escapeMarkdown(title),
      caption: strings.caption,
      choices: choices.map((choice) => ({
        name: escapeMarkdown(choice.name),
        detail: escapeMarkdown('role' in choice ? (strings.roles[choice.role] ?? choice.role) : choice.mail),
        verb: 'be',
        data: { who: choice.id },
      })),
      buttons: [],
    },
    t,
  );
}
