import type { Translations } from '../../../cards/kit/locale.ts';
import type { StatementFacts } from '../../../cards/strings/en/statements.ts';
import { type Html, html } from './html.ts';
import { htmlPage } from './page-layout.ts';

export interface Stated extends StatementFacts {
  /** Where whoever runs it can be asked: an e-mail address or a web page. */
  readonly contact: string | undefined;
}

/** What is kept of people, for how long, and who sees it. */
export function privacyPage(facts: Stated, t: Translations): Html {
  const { privacy: says } = t.statements;
  const kept = says.keeps(facts).map(([what, until]) => html`<div><dt>${what}</dt><dd>${until}</dd></div>`);
  return page(
    says.title,
    html`<p>${says.intro(facts)}</p>
<h2>${says.kept}</h2>
<dl>${kept}</dl>
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
export function termsPage(facts: Stated, t: Translations): Html {
  const { terms: says } = t.statements;
  const { links } = t;
  return page(
    says.title,
    html`<p>${says.intro(facts)}</p>
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

const page = (title: string, body: Html, { lang }: Translations): Html =>
  htmlPage({ lang, title, style: '/pages/statement.css' }, html`<h1>${title}</h1>\n${body}`);

const listed = (title: string, items: readonly string[]): Html => html`<h2>${title}</h2>
<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`;

const told = (title: string, sentences: readonly string[]): Html => html`<h2>${title}</h2>
${sentences.map((sentence) => html`<p>${sentence}</p>`)}`;

const linkTo = (url: string, title: string): Html => html`<a href="${url}">${title}</a>`;

function whoToAsk({ operator, contact }: Stated, { statements: says }: Translations): Html {
  const url = contact?.includes('@') && !contact.startsWith('https:') ? `mailto:${contact}` : contact;
  const who = operator ?? says.organisation;
  const alone = operator === undefined ? says.askAdministrator : says.askOperator(operator);
  const sentence = contact && url ? html`${says.contact(who)} ${linkTo(url, contact)}` : alone;
  return html`<h2>${says.ask}</h2>\n<p>${sentence}</p>`;
}

/** The other page, and this one in the other language. */
function others(here: 'privacy' | 'terms', other: string, { lang, buttons }: Translations): Html {
  const [to, name] = lang === 'en' ? (['nl', buttons.dutch] as const) : (['en', buttons.english] as const);
  return html`<nav><a href="/${here === 'privacy' ? 'terms' : 'privacy'}?in=${lang}">${other}</a>
<a href="/${here}?in=${to}" lang="${to}" hreflang="${to}">${name}</a></nav>`;
}
