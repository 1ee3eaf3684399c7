import type { Request, Response, Server } from 'restify';
import { z } from 'zod';
import { translationsFor } from '../../../cards/kit/locale.ts';
import type { Person } from '../../../src/domain/common/person.ts';
import { MAX_BODY_BYTES } from '../json-body.ts';
import { loopbackOnly } from '../loopback.ts';
import { languageOf } from '../pages/caller.ts';
import { isOwnPage, sendPage } from '../pages/headers.ts';
import { html } from '../pages/html.ts';
import { htmlPage } from '../pages/page-layout.ts';
import { readJson } from '../read-json.ts';
import { returnAddressSchema } from '../sign-in/return-address.ts';
import type { LocalSignIn } from './local-sign-in.ts';

/** URL of the page where a tester chooses a user, and returns to an address. */
export const localSignInUrl = (to: string): string => `/local/sign-in?${new URLSearchParams({ to })}`;

const signInSchema = z.object({ person: z.string(), to: returnAddressSchema });

/** Serves the page where a tester chooses a user in a browser without a conversation, on this computer only. */
export function serveLocalSignIn(server: Server, signIn: LocalSignIn, people: readonly Person[]): void {
  server.get('/local/sign-in', loopbackOnly, async (req: Request, res: Response) => {
    const to = returnAddressSchema.safeParse(new URLSearchParams(req.getQuery()).get('to'));
    const { lang, payments } = translationsFor(languageOf(req));
    const { signIn: strings } = payments.cardPage;
    const options = people.map(({ id, name }) => html`<option value="${id}">${name}</option>`);
    const body = html`<h1>${strings.title}</h1>
<p>${strings.text}</p>
<form data-to="${to.data ?? ''}">
<div class="field"><label for="person">${strings.person}</label><select id="person">${options}</select></div>
<button type="submit">${strings.go}</button>
</form>`;
    sendPage(res, {}, htmlPage({ lang, title: strings.title, script: '/local/sign-in.js' }, body));
  });

  server.post('/local/sign-in', loopbackOnly, async (req: Request, res: Response) => {
    const body = await readJson(req, MAX_BODY_BYTES);
    const request = signInSchema.safeParse('value' in body ? body.value : undefined);
    const sendStatus = (status: number) => sendPage(res, { status, type: 'application/json' }, '{}');
    if (!isOwnPage(req, `http://${req.headers.host}`)) return sendStatus(403);
    if (!request.success || !people.some(({ id }) => id === request.data.person)) return sendStatus(400);
    res.header('Set-Cookie', await signIn.cookieFor(request.data.person));
    sendStatus(200);
  });
}
