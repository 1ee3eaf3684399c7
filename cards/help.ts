import type { Purchases } from '../src/application/overview.ts';
import type { Rules } from '../src/domain/rules.ts';
import type { Card } from './card.ts';
import { choiceCard } from './choice.ts';
import { exampleProduct } from './example.ts';
import { notice } from './notice.ts';
import type { Words } from './words.ts';

/** A product everybody knows, for whoever has none yet. */
const EXAMPLE = 'Power BI Pro';

/** What can be done here, as sentences to press; for guests, why they can do nothing else. */
export function helpCard(
  purchases: Purchases | undefined,
  { sandbox, busy, rules }: { sandbox: boolean; busy: boolean; rules: Rules },
  words: Words,
): Card {
  const { help, buttons } = words;
  const eyebrow = { text: help.eyebrow };
  const be = { what: help.sandbox[0], phrase: help.sandbox[1] };
  if (!purchases) {
    const also = sandbox ? [{ title: be.what, verb: 'say', data: { text: be.phrase } }] : [];
    return notice({ eyebrow, title: help.guestTitle, sentences: [help.guest], buttons: also }, words);
  }
  const product = exampleProduct(purchases) ?? EXAMPLE;
  const examples = help.examples(product).map(([what, phrase]) => ({ what, phrase }));
  return choiceCard(
    {
      eyebrow,
      title: help.title,
      sentences: [help.window(rules.windowDays)],
      choices: [...examples, ...(sandbox ? [be] : [])].map(({ what, phrase }) => ({
        name: what,
        detail: help.say(phrase),
        verb: 'say',
        data: { text: phrase },
      })),
      buttons: [...(busy ? [{ title: buttons.current, verb: 'current' }] : []), { title: buttons.home, verb: 'home' }],
    },
    words,
  );
}
