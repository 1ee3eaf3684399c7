import type { LatestNumbers, OwnPurchases } from '../../src/application/subscriptions/overview.ts';
import type { Rules } from '../../src/domain/common/rules.ts';
import type { Button } from '../kit/buttons.ts';
import type { Card } from '../kit/card.ts';
import { choiceCard } from '../kit/choice-card.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown, type Markdown, type PlainText } from '../kit/markdown.ts';
import { messageCard } from '../kit/message-card.ts';
import { exampleProduct } from '../subscriptions/example-product.ts';

/** The product of the example sentences for users without a subscription. */
const EXAMPLE_PRODUCT = 'Power BI Pro';

/**
 * What the user can do, as example sentences to press; for guests, who may not buy, only questions.
 * @param purchases the user's own, for examples with their product; `undefined` for guests
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
  const be = { what: help.impersonate[0], phrase: help.impersonate[1] };
  const questions: Button = { title: help.questions, verb: 'questions' };
  if (!purchases) {
    const also = sandbox ? [{ title: be.what, verb: 'say', data: { text: be.phrase } }] : [];
    return messageCard({ eyebrow, title: help.guestTitle, sentences: [help.guest], buttons: [questions, ...also] }, t);
  }
  const product = (purchases !== 'not seen' && exampleProduct(purchases)) || EXAMPLE_PRODUCT;
  const commands = Object.entries(help.commands).filter(
    ([verb]) => verb !== 'help' && !unsupportedVerbs.includes(verb),
  );
  const examples = [
    ...(canReadAllPurchases ? [administration.helpExample] : []),
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
        detail: help.quoted(escapeMarkdown(phrase)),
        verb: 'say',
        data: { text: phrase },
      })),
      buttons: [
        ...(busy ? [{ title: buttons.current, verb: 'current' }] : []),
        questions,
        { title: help.supportButton, verb: 'support' },
        { title: buttons.home, verb: 'home' },
      ],
    },
    t,
  );
}

/** A frequently asked question by its name in the data of a button. */
export type Topic = keyof ReturnType<Translations['help']['answers']>;

/** The frequently asked questions, each with a short answer. */
export function questionsCard(rules: Rules, t: Translations): Card {
  const { help, buttons, links } = t;
  return choiceCard(
    {
      eyebrow: { text: help.eyebrow },
      title: help.questionsTitle,
      choices: Object.entries(help.answers(rules)).map(([topic, { question, short }]) => ({
        name: escapeMarkdown(question),
        detail: escapeMarkdown(short),
        verb: 'help',
        data: { topic },
      })),
      buttons: [
        { title: help.supportButton, verb: 'support' },
        { title: buttons.home, verb: 'home' },
      ],
      link: { title: help.faq, url: links.faq },
    },
    t,
  );
}

/** The answer to one question. */
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
        { title: help.supportButton, verb: 'support' },
        { title: buttons.home, verb: 'home' },
      ],
      link: { title: help.faq, url: links.faq },
    },
    t,
  );
}

/**
 * How to get support, with the reference numbers to mention (RULES S11).
 * @param about the number of the order or invoice that the question is about
 */
export function supportCard({ order, invoice }: LatestNumbers, about: string | undefined, t: Translations): Card {
  const { help, buttons, links } = t;
  const { support } = help;
  const row = (label: Markdown, value: PlainText | undefined) =>
    value ? [{ label, value: escapeMarkdown(value) }] : [];
  const rows = about ? row(support.about, about) : [...row(support.order, order), ...row(support.invoice, invoice)];
  return messageCard(
    {
      eyebrow: { text: support.eyebrow },
      title: support.title,
      sentences: [rows.length > 0 ? support.text : support.none],
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
