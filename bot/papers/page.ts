import { createHash } from 'node:crypto';
import type { Words } from '../../cards/words.ts';
import { escaped } from '../pages/html.ts';

const STYLE =
  ':root{color-scheme:light dark}body{font:17px/1.5 system-ui,sans-serif;max-width:32rem;margin:15vh auto;padding:0 1.5rem}h1{font-size:1.5rem}';

/** The page's own style and nothing else may be in it. */
export const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

/** Says why a link gives nothing, and what to do: get a new one, or sign in as somebody else. */
export const linkPage = (
  why: 'expired' | 'refused' | 'gone' | 'other',
  { lang, invoices: { link }, signIn }: Words,
  signInUrl?: string,
): string =>
  `<!doctype html>
<html lang="${lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${link[why]}</title>
<style>${STYLE}</style>
<h1>${link[why]}</h1>
<p>${why === 'other' ? link.otherWay : link.way}</p>
${signInUrl ? `<p><a href="${escaped(signInUrl)}">${signIn.go}</a></p>` : ''}</html>
`;
