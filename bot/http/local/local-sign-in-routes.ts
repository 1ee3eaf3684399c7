import type { Request, Response, Server } from 'restify';
import { z } from 'zod';
import { translationsFor } from '../../../cards/kit/locale.ts';
import type { Person } from '../../../src/domain/common/person.ts';
import { LARGEST_BODY } from '../json-body.ts';
import { loopbackOnly } from '../loopback.ts';
import { languageOf } from '../pages/caller.ts';
import { isOwnPage, sendPage } from '../pages/headers.ts';
import { html } from '../pages/html.ts';
import { htmlPage } from '../pages/page-layout.ts';
import { readJson } from '../read-json.ts';
import { target } from '../sign-in/return-address.ts';
import type { LocalSignIn } from './local-sign-in.ts';

/** Where a tester says who they are, to go on to an address of ours. */
export const localSignInAt = (to: string): string => `/local/sign-in?${new URLSearchParams({ to })}`;

const chosen = z.object({ person: z.string(), to: target });

/** Where a tester says who they are, in a browser that no conversation was opened in. On this computer only. */
export function serveSignIn(server: Server, signIn: LocalSignIn, people: readonly Person[]): void {
  server.get('/local/sign-in', loopbackOnly, async (req: Request, res: Response) => {
    const to = target.safeParse(new URLSearchParams(req.getQuery()).get('to'));
    const { lang, payment } = translationsFor(languageOf(req));
    const { signIn: says } = payment.page;
    const options = people.map(({ id, name }) => html`<option value="${id}">${name}</option>`);
    const body = html`<h1>${says.title}</h1>
<p>${says.way}</p>
<form data-to="${to.data ?? ''}">
<div class="field"><label for="person">${says.person}</label><select id="person">${options}</select></div>
<button type="submit">${says.go}</button>
</form>`;
    sendPage(res, {}, htmlPage({ lang, title: says.title, script: '/local/sign-in.js' }, body));
  });

  server.post('/local/sign-in', loopbackOnly, async (req: Request, res: Response) => {
    const read = await readJson(req, LARGEST_BODY);
    const asked = chosen.safeParse('value' in read ? read.value : undefined);
    const answer = (status: number) => sendPage(res, { status, type: 'application/json' }, '{}');
    if (!isOwnPage(req, `http://${req.headers.host}`)) return answer(403);
    if (!asked.success || !people.some(({ id }) => id === asked.data.person)) return answer(400);
    res.header('Set-Cookie', await signIn.cookieFor(asked.data.person));
    answer(200);
  });
}
