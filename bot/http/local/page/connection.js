const POLLING = 300;
const PATIENCE = 1000;

const CONNECTING = 1;
const ONLINE = 2;

const ENDPOINT = '/directline/conversations';

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** @param {RequestInit} [init] */
async function ask(path, init) {
  const answer = await fetch(path, init);
  if (!answer.ok) throw new Error(`${path} answered HTTP ${answer.status}`);
  return answer.json();
}

const json = (body) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** Of a file only the name and kind leave the browser. */
function form({ attachments, ...activity }) {
  const named = attachments.map(({ contentType, name }) => ({ contentType, name }));
  const body = new FormData();
  body.append('activity', new Blob([JSON.stringify({ ...activity, attachments: named })]));
  return { method: 'POST', body };
}

/**
 * Tells everybody who listens, and who comes later what came last: Web Chat listens several times over, for activities
 * only once it is connected.
 */
function broadcast(kept) {
  const observers = new Set();
  const past = [];
  return {
    next(value) {
      past.push(value);
      if (past.length > kept) past.shift();
      for (const observer of observers) observer.next(value);
    },
    subscribe(observer) {
      observers.add(observer);
      for (const value of past) observer.next(value);
      return { unsubscribe: () => observers.delete(observer) };
    },
  };
}

/**
 * What Web Chat calls a Direct Line connection. Unlike the one it brings it survives a restart of the bot, and sends no
 * file's content.
 * @param {object} options
 * @param {string} options.userId
 * @param {string} options.locale
 * @param {(activity: object, live: boolean) => object} options.onActivity sees every activity before Web Chat does, and may dress it; live once the history is read
 * @param {(reachable: boolean) => void} options.onReachable told of each change
 * @param {ReturnType<typeof import('./idle.js').idleSign>} options.idle
 */
export function connect({ userId, locale, onActivity, onReachable, idle }) {
  const activities = broadcast(200);
  const statuses = broadcast(1);
  let conversation = '';
  let watermark = '';

  async function open() {
    const { conversationId } = await ask(ENDPOINT, json({ user: { id: userId }, locale }));
    conversation = `${ENDPOINT}/${conversationId}`;
    statuses.next(ONLINE);
  }

  async function poll() {
    const settled = idle.asking();
    const live = watermark !== '';
    const news = await ask(`${conversation}/activities?watermark=${watermark}`);
    watermark = news.watermark;
    for (const activity of news.activities) activities.next(onActivity(activity, live));
    settled();
  }

  let reachable = true;
  function tell(now) {
    if (now !== reachable) onReachable(now);
    reachable = now;
  }

  async function run() {
    statuses.next(CONNECTING);
    for (;;) {
      try {
        await (conversation ? poll() : open());
        tell(true);
        await sleep(POLLING);
      } catch {
        tell(false);
        await sleep(PATIENCE);
      }
    }
  }

  async function send(activity) {
    if (activity.attachments?.length) return ask(`${conversation}/upload`, form(activity));
    return ask(`${conversation}/activities`, json(activity));
  }

  void run();
  return {
    activity$: activities,
    connectionStatus$: statuses,
    postActivity: (activity) => ({
      subscribe(observer) {
        idle.during(send(activity)).then(
          ({ id }) => {
            observer.next(id);
            observer.complete();
          },
          (error) => observer.error(error),
        );
        return { unsubscribe() {} };
      },
    }),
    end() {},
  };
}
