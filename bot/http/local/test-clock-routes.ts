import type { Request, Response, Server } from 'restify';
import { z } from 'zod';
import { KeyedQueue } from '../../../src/application/runtime/keyed-queue.ts';
import { DAY } from '../../../src/domain/common/time.ts';
import { sendError } from '../error-response.ts';
import { jsonBody } from '../json-body.ts';
import { loopbackOnly } from '../loopback.ts';
import type { LocalChannelOptions, TestersClock } from './options.ts';

const asked = z.object({ move: z.enum(['day', 'week', 'next']) });

/** Nothing due means nowhere to go: the time then stays what it is. */
async function move(clock: TestersClock, to: 'day' | 'week' | 'next'): Promise<void> {
  const at = to === 'next' ? await clock.nextDue() : clock.now() + (to === 'week' ? 7 * DAY : DAY);
  if (at !== undefined) await clock.moveTo(at);
}

/** What the page's header shows and can press: who there is to be, and what day it is in the sandbox. */
export function serveTestersClock(server: Server, { personas, clock }: LocalChannelOptions): void {
  const turns = new KeyedQueue();

  async function sendState(res: Response): Promise<void> {
    res.send(200, { personas, now: clock.now(), nextDue: await clock.nextDue() });
  }

  server.get('/local/state', loopbackOnly, async (_req: Request, res: Response) => sendState(res));

  server.post('/local/clock', loopbackOnly, ...jsonBody, async (req: Request, res: Response) => {
    const { data } = asked.safeParse(req.body);
    if (!data) return sendError(res, 400, 'Say how far to move: day, week or next.');
    await turns.run('clock', () => move(clock, data.move));
    await sendState(res);
  });
}
