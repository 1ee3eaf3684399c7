import type { Translations } from '../../../cards/kit/locale.ts';
import type { StatementFacts } from '../../../cards/strings/en/statements.ts';
import { escaped, htmlPage } from './html.ts';

export interface Stated extends StatementFacts {
  /** Where whoever runs it can be asked: an e-mail address or a web page. */
  readonly contact: string | undefined;
}

/** What is kept of people, for how long, and who sees it. */
export function privacyPage(facts: Stated, t: Translations): string {
  const { privacy: says } = t.statements;
  const kept = says
    .keeps(facts)
    .map(([what, until]) => `<div><dt>${escaped(what)}</dt><dd>${escaped(until)}</dd></div>`);
  return page(
    says.title,
    `<p>${escaped(says.intro(facts))}</p>
<h2>${escaped(says.kept)}</h2>
<dl>${kept.join('\n')}</dl>
${listed(says.never, says.nevers(facts))}
${listed(says.sees, says.seen)}
${told(says.microsoft, says.microsoftGets(facts))}
${listed(says.remove, says.removing(facts))}
${whoToAsk(facts, t)}
${others('privacy', t.statements.terms.title, t)}`,
    t,
  );
}

/** What the product does and does not do, and between whom a purchase is. */
export function termsPage(facts: Stated, t: Translations): string {
  const { terms: says } = t.statements;
  const { links } = t;
  return page(
    says.title,
    `<p>${escaped(says.intro(facts))}</p>
${listed(says.does, says.doing(facts))}
${listed(says.not, says.nots)}
${told(says.between, says.betweens(facts))}
${told(says.amounts, says.amount(facts))}
${whoToAsk(facts, t)}
<p>${linkTo(links.support, says.support)} · ${linkTo(links.faq, says.faq)}</p>
${others('terms', t.statements.privacy.title, t)}`,
    t,
  );
}

const page = (title: string, body: string, { lang }: Translations): string =>
  htmlPage({ lang, title, style: '/pages/statement.css' }, `<h1>${escaped(title)}</h1>\n${body}`);

const listed = (title: string, items: readonly string[]): string => `<h2>${escaped(title)}</h2>
<ul>${items.map((item) => `<li>${escaped(item)}</li>`).join('\n')}</ul>`;

const told = (title: string, sentences: readonly string[]): string => `<h2>${escaped(title)}</h2>
${sentences.map((sentence) => `<p>${escaped(sentence)}</p>`).join('\n')}`;

const linkTo = (url: string, title: string): string => `<a href="${escaped(url)}">${escaped(title)}</a>`;

function whoToAsk({ operator, contact }: Stated, { statements: says }: Translations): string {
  const url = contact?.includes('@') && !contact.startsWith('https:') ? `mailto:${contact}` : contact;
  const who = operator ?? says.organisation;
  const alone = operator === undefined ? says.askAdministrator : says.askOperator(operator);
  const sentence = contact && url ? `${escaped(says.contact(who))} ${linkTo(url, contact)}` : escaped(alone);
  return `<h2>${escaped(says.ask)}</h2>\n<p>${sentence}</p>`;
}

/** The other page, and this one in the other language. */
function others(here: 'privacy' | 'terms', other: string, { lang, buttons }: Translations): string {
  const [to, name] = lang === 'en' ? (['nl', buttons.dutch] as const) : (['en', buttons.english] as const);
  return `<nav><a href="/${here === 'privacy' ? 'terms' : 'privacy'}?in=${lang}">${escaped(other)}</a>
<a href="/${here}?in=${to}" lang="${to}" hreflang="${to}">${escaped(name)}</a></nav>`;
}
