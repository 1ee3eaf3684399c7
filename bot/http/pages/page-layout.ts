import type { Translations } from '../../../cards/kit/locale.ts';
import { type Html, html } from './html.ts';

interface PageHead {
  readonly lang: Translations['lang'];
  readonly title: string;
  /** Address of the page's own script, a module. */
  readonly script?: string;
  readonly style?: string;
  /** Address of a script that is loaded before the page's own. */
  readonly library?: string;
}

/** A page with the bot's own head and style around its body. */
export const htmlPage = ({ lang, title, script, style, library }: PageHead, body: Html): Html => html`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} – Purchase Desk</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/pages/card.css">
${style && html`<link rel="stylesheet" href="${style}">`}
${library && html`<script src="${library}"></script>`}
${script && html`<script type="module" src="${script}"></script>`}
</head>
<body>
<main>
<p class="desk">Purchase Desk</p>
${body}
</main>
</body>
</html>
`;

interface Message {
  readonly title: string;
  /** What the user can do about it. */
  readonly way: string;
  readonly link?: { readonly title: string; readonly url: string } | undefined;
}

/** A page with a title, a sentence and at most one link. */
export const messagePage = ({ title, way, link }: Message, lang: Translations['lang']): Html =>
  htmlPage(
    { lang, title },
    html`<h1>${title}</h1>
<p>${way}</p>
${link && html`<p><a class="button" href="${link.url}">${link.title}</a></p>`}`,
  );
