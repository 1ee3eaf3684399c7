import type { LatestNumbers, OwnPurchases } from '../../src/application/subscriptions/overview.ts';
import type { Rules } from '../../src/domain/common/rules.ts';
import type { Button } from '../kit/buttons.ts';
import type { Card } from '../kit/card.ts';
import { choiceCard } from '../kit/choice-card.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown } from '../kit/markdown.ts';
import { messageCard } from '../kit/message-card.ts';
import { exampleProduct } from '../subscriptions/example-product.ts';

/** A product everybody knows, for whoever has none yet. */
const EXAMPLE = 'Power BI Pro';

/**
 * What can be done here, as sentences to press; for whoever is no member, what else there is.
 * @param purchases theirs, where they could be seen; none for whoever buys nothing here
 * @param setting.canReadAllPurchases whether the user can see all purchases of the organisation
 * @param setting.unsupportedVerbs verbs that are not supported here
 * @param setting.canSignOut whether the user signed in, and so can sign out
 */
export function helpCard(
  purchases: OwnPurchases | 'not seen' | undefined,
  {
    sandbox,
    busy,
    canReadAllPurchases = false,
    canSignOut = false,
    unsupportedVerbs = [],
  }: {
    sandbox: boolean;
    busy: boolean;
    canReadAllPurchases?: boolean;
    canSignOut?: boolean;
    unsupportedVerbs?: readonly string[];
  },
  t: Translations,
): Card {
  const { help, buttons, administration } = t;
  const eyebrow = { text: help.eyebrow };
  const be = { what: help.sandbox[0], phrase: help.sandbox[1] };
  const questions: Button = { title: help.questions, verb: 'questions' };
  if (!purchases) {
    const also = sandbox ? [{ title: be.what, verb: 'say', data: { text: be.phrase } }] : [];
    return messageCard({ eyebrow, title: help.guestTitle, sentences: [help.guest], buttons: [questions, ...also] }, t);
  }
  const product = (purchases !== 'not seen' && exampleProduct(purchases)) || EXAMPLE;
  const commands = Object.entries(help.commands).filter(
    ([verb]) => verb !== 'help' && !unsupportedVerbs.includes(verb),
  );
  const examples = [
    ...(canReadAllPurchases ? [administration.example] : []),
    ...commands.map(([, { what, example }]) => [what, example(product)] as const),
    help.otherLanguage,
    ...(canSignOut ? [t.signIn.chat.example] : []),
  ].map(([what, phrase]) => ({ what, phrase }));
  return choiceCard(
    {
      eyebrow,
      title: help.title,
      caption: help.hint,
      small: true,
      choices: [...examples, ...(sandbox ? [be] : [])].map(({ what, phrase }) => ({
        name: what,
        detail: help.say(phrase),
        verb: 'say',
        data: { text: phrase },
      })),
      buttons: [
        ...(busy ? [{ title: buttons.current, verb: 'current' }] : []),
        questions,
        { title: help.contact, verb: 'support' },
        { title: buttons.home, verb: 'home' },
      ],
    },
    t,
  );
}

/** A question people ask, by the name a button gives it. */
export type Topic = keyof ReturnType<Translations['help']['answers']>;

/** The questions people ask, each with its answer in short. */
export function questionsCard(rules: Rules, t: Translations): Card {
  const { help, buttons, links } = t;
  return choiceCard(
    {
      eyebrow: { text: help.eyebrow },
      title: help.questionsTitle,
      choices: Object.entries(help.answers(rules)).map(([topic, { question, short }]) => ({
        name: question,
        detail: short,
        verb: 'help',
        data: { topic },
      })),
      buttons: [
        { title: help.contact, verb: 'support' },
        { title: buttons.home, verb: 'home' },
      ],
      link: { title: help.faq, url: links.faq },
    },
    t,
  );
}

/** The answer to one question, in our own words. */
export function answerCard(topic: Topic, rules: Rules, t: Translations): Card {
  const { help, buttons, links } = t;
  const { question, answer } = help.answers(rules)[topic];
  return messageCard(
    {
      eyebrow: { text: help.eyebrow },
      title: question,
      sentences: answer,
      buttons: [
        { title: help.moreQuestions, verb: 'questions' },
        { title: help.contact, verb: 'support' },
        { title: buttons.home, verb: 'home' },
      ],
      link: { title: help.faq, url: links.faq },
    },
    t,
  );
}

/** Where to ask, with the numbers to have at hand (RULES S11). */
export function supportCard({ order, invoice }: LatestNumbers, about: string | undefined, t: Translations): Card {
  const { help, buttons, links } = t;
  const { support } = help;
  const row = (label: string, value: string | undefined) => (value ? [{ label, value: escapeMarkdown(value) }] : []);
  const rows = about ? row(support.about, about) : [...row(support.order, order), ...row(support.invoice, invoice)];
  return messageCard(
    {
      eyebrow: { text: support.eyebrow },
      title: support.title,
      sentences: [rows.length > 0 ? support.way : support.none],
      summary: support.summary,
      ...(rows.length > 0 && { rows }),
      buttons: [
        { title: support.open, url: links.support },
        { title: help.questions, verb: 'questions' },
        { title: buttons.home, verb: 'home' },
      ],
    },
    t,
  );
}
