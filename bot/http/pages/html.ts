import type { Translations } from '../../../cards/kit/locale.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML shows it, in an element or in a quoted attribute. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);

/** A page of ours; whatever is in its body was escaped before. */
export const htmlPage = (
  {
    lang,
    title,
    script,
    style,
    library,
  }: { lang: Translations['lang']; title: string; script?: string; style?: string; library?: string },
  body: string,
): string => `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)} – Purchase Desk</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/pages/card.css">
${style ? `<link rel="stylesheet" href="${style}">` : ''}
${library ? `<script src="${library}"></script>` : ''}
${script ? `<script type="module" src="${script}"></script>` : ''}
</head>
<body>
<main>
<p class="desk">Purchase Desk</p>
${body}
</main>
</body>
</html>
`;

/** A page that says one thing, with perhaps one way on. */
export const sayingPage = (
  { title, way, link }: { title: string; way: string; link?: { title: string; url: string } | undefined },
  lang: Translations['lang'],
): string =>
  htmlPage(
    { lang, title },
    `<h1>${escaped(title)}</h1>
<p>${escaped(way)}</p>
${link ? `<p><a class="button" href="${escaped(link.url)}">${escaped(link.title)}</a></p>` : ''}`,
  );
