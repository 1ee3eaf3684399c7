import type { Translations } from '../../../cards/kit/locale.ts';
import type { StatementFacts } from '../../../cards/strings/en/pages/statements.ts';
import { type Html, html } from './html.ts';
import { htmlPage } from './page-layout.ts';

export interface StatementContent extends StatementFacts {
  /** The operator's contact: an e-mail address or a web page. */
  readonly contact: string | undefined;
}

/** The privacy statement: which data is stored, for how long, and who can see it. */
export function privacyPage(content: StatementContent, t: Translations): Html {
  const { privacy: strings } = t.statements;
  const retention = strings.stored(content).map(([what, until]) => html`<div><dt>${what}</dt><dd>${until}</dd></div>`);
  return page(
    strings.title,
    html`<p>${strings.intro(content)}</p>
<h2>${strings.storedTitle}</h2>
<dl>${retention}</dl>
${listSection(strings.notStoredTitle, strings.notStored(content))}
${listSection(strings.accessTitle, strings.access)}
${textSection(strings.microsoftTitle, strings.microsoft(content))}
${listSection(strings.removalTitle, strings.removal(content))}
${contactSection(content, t)}
${navigation('privacy', t.statements.terms.title, t)}`,
    t,
  );
}

/** The terms of use: what the bot does and does not do, and who the parties of a purchase are. */
export function termsPage(content: StatementContent, t: Translations): Html {
  const { terms: strings } = t.statements;
  const { links } = t;
  return page(
    strings.title,
    html`<p>${strings.intro(content)}</p>
${listSection(strings.doesTitle, strings.does(content))}
${listSection(strings.doesNotTitle, strings.doesNot)}
${textSection(strings.partiesTitle, strings.parties(content))}
${textSection(strings.amountsTitle, strings.amounts(content))}
${contactSection(content, t)}
<p>${link(links.support, strings.support)} · ${link(links.faq, strings.faq)}</p>
${navigation('terms', t.statements.privacy.title, t)}`,
    t,
  );
}

const page = (title: string, body: Html, { lang }: Translations): Html =>
  htmlPage({ lang, title, style: '/pages/statement.css' }, html`<h1>${title}</h1>\n${body}`);

const listSection = (title: string, items: readonly string[]): Html => html`<h2>${title}</h2>
<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`;

const textSection = (title: string, sentences: readonly string[]): Html => html`<h2>${title}</h2>
${sentences.map((sentence) => html`<p>${sentence}</p>`)}`;

const link = (url: string, title: string): Html => html`<a href="${url}">${title}</a>`;

function contactSection({ operator, contact }: StatementContent, { statements: strings }: Translations): Html {
  const url = contact?.includes('@') && !contact.startsWith('https:') ? `mailto:${contact}` : contact;
  const contactName = operator ?? strings.organisation;
  const contactText = operator === undefined ? strings.askAdministrator : strings.askOperator(operator);
  const sentence = contact && url ? html`${strings.contact(contactName)} ${link(url, contact)}` : contactText;
  return html`<h2>${strings.contactTitle}</h2>\n<p>${sentence}</p>`;
}

/** Links to the other statement, and to this one in the other language. */
function navigation(page: 'privacy' | 'terms', otherTitle: string, t: Translations): Html {
  const { lang } = t;
  const [language, name] = lang === 'en' ? (['nl', t.language.dutch] as const) : (['en', t.language.english] as const);
  return html`<nav><a href="/${page === 'privacy' ? 'terms' : 'privacy'}?in=${lang}">${otherTitle}</a>
<a href="/${page}?in=${language}" lang="${language}" hreflang="${language}">${name}</a></nav>`;
}
