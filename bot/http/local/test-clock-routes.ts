import type { Request, Response, Server } from 'restify';
import { z } from 'zod';
import { KeyedQueue } from '../../../src/application/runtime/keyed-queue.ts';
import { DAY } from '../../../src/domain/common/time.ts';
import { sendError } from '../error-response.ts';
import { jsonBody } from '../json-body.ts';
import { loopbackOnly } from '../loopback.ts';
import type { LocalChannelOptions, TestClock } from './options.ts';

const moveSchema = z.object({ move: z.enum(['day', 'week', 'next']) });

/** The time does not change when nothing is due. */
async function moveClock(clock: TestClock, to: 'day' | 'week' | 'next'): Promise<void> {
  const time = to === 'next' ? await clock.nextDue() : clock.now() + (to === 'week' ? 7 * DAY : DAY);
  if (time !== undefined) await clock.moveTo(time);
}

/** Serves the data of the page's header: the personas, and the sandbox's clock with its controls. */
export function serveTestClock(server: Server, { personas, clock }: LocalChannelOptions): void {
  const queue = new KeyedQueue();

  async function sendState(res: Response): Promise<void> {
    res.send(200, { personas, now: clock.now(), nextDue: await clock.nextDue() });
  }

  server.get('/local/state', loopbackOnly, async (_req: Request, res: Response) => sendState(res));

  server.post('/local/clock', loopbackOnly, ...jsonBody, async (req: Request, res: Response) => {
    const { data } = moveSchema.safeParse(req.body);
    if (!data) return sendError(res, 400, 'Send how far to move the clock: day, week or next.');
    await queue.run('clock', () => moveClock(clock, data.move));
    await sendState(res);
  });
}
