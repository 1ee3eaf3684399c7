import type { Translations } from '../../../cards/kit/locale.ts';
import { type Html, html } from './html.ts';
import { htmlPage } from './page-layout.ts';

/** The page that a frame of Teams shows until Teams has identified the user; its script then loads the actual page. */
export function shellPage({ lang, signIn: { teams: strings }, payments }: Translations, path: string): Html {
  const { title } = strings;
  return htmlPage(
    { lang, title, script: '/pages/shell.js', library: '/pages/microsoft-teams.js' },
    html`<div id="moment"><h1>${title}</h1><p>${strings.waitText}</p></div>
<div id="failed" hidden>
<h1>${strings.failed}</h1>
<p>${strings.failedText}</p>
<p><a class="button" href="${path}" target="_blank" rel="noopener">${strings.browser}</a></p>
</div>
<noscript><p>${payments.cardPage.needsScript}</p></noscript>`,
  );
}
