import type { Translations } from '../../../cards/kit/locale.ts';
import { escaped, htmlPage } from './html.ts';

/** What stands in a frame of Teams until Teams has said who is there; then the page itself takes its place. */
export function shellPage({ lang, signIn: { teams: says }, payment }: Translations, path: string): string {
  const { moment: title } = says;
  return htmlPage(
    { lang, title, script: '/pages/shell.js', library: '/pages/microsoft-teams.js' },
    `<div id="moment"><h1>${escaped(title)}</h1><p>${escaped(says.momentWay)}</p></div>
<div id="failed" hidden>
<h1>${escaped(says.failed)}</h1>
<p>${escaped(says.failedWay)}</p>
<p><a class="button" href="${escaped(path)}" target="_blank" rel="noopener">${escaped(says.browser)}</a></p>
</div>
<noscript><p>${escaped(payment.page.needsScript)}</p></noscript>`,
  );
}
