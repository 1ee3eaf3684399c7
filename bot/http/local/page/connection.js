/** Milliseconds between two polls, and before a retry. */
const POLL_INTERVAL = 300;
const RETRY_DELAY = 1000;

const CONNECTING = 1;
const ONLINE = 2;

const ENDPOINT = '/directline/conversations';

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** @param {RequestInit} [init] */
async function fetchJson(path, init) {
  const response = await fetch(path, init);
  if (!response.ok) throw new Error(`${path} responded HTTP ${response.status}`);
  return response.json();
}

const jsonRequest = (body) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** Of a file only the name and type leave the browser. */
function uploadRequest({ attachments, ...activity }) {
  const files = attachments.map(({ contentType, name }) => ({ contentType, name }));
  const body = new FormData();
  body.append('activity', new Blob([JSON.stringify({ ...activity, attachments: files })]));
  return { method: 'POST', body };
}

/**
 * A subject that replays its last values to new observers: Web Chat subscribes several times, to activities only once it is
 * connected.
 */
function createReplaySubject(capacity) {
  const observers = new Set();
  const values = [];
  return {
    next(value) {
      values.push(value);
      if (values.length > capacity) values.shift();
      for (const observer of observers) observer.next(value);
    },
    subscribe(observer) {
      observers.add(observer);
      for (const value of values) observer.next(value);
      return { unsubscribe: () => observers.delete(observer) };
    },
  };
}

/**
 * A Direct Line connection for Web Chat. Unlike Web Chat's own it survives a restart of the bot and does not send the content
 * of files.
 * @param {object} options
 * @param {string} options.userId
 * @param {string} options.locale
 * @param {(activity: object, isLive: boolean) => object} options.onActivity may change every activity before Web Chat receives it; live once the history is read
 * @param {(isReachable: boolean) => void} options.onReachable called on each change
 * @param {ReturnType<typeof import('./idle.js').createIdleIndicator>} options.idle
 */
export function connect({ userId, locale, onActivity, onReachable, idle }) {
  const activities = createReplaySubject(200);
  const statuses = createReplaySubject(1);
  let conversation = '';
  let watermark = '';

  async function open() {
    const { conversationId } = await fetchJson(ENDPOINT, jsonRequest({ user: { id: userId }, locale }));
    conversation = `${ENDPOINT}/${conversationId}`;
    statuses.next(ONLINE);
  }

  async function poll() {
    const markRead = idle.startReading();
    const isLive = watermark !== '';
    const news = await fetchJson(`${conversation}/activities?watermark=${watermark}`);
    watermark = news.watermark;
    for (const activity of news.activities) activities.next(onActivity(activity, isLive));
    markRead();
  }

  let isReachable = true;
  function setReachable(value) {
    if (value !== isReachable) onReachable(value);
    isReachable = value;
  }

  async function run() {
    statuses.next(CONNECTING);
    for (;;) {
      try {
        await (conversation ? poll() : open());
        setReachable(true);
        await sleep(POLL_INTERVAL);
      } catch {
        setReachable(false);
        await sleep(RETRY_DELAY);
      }
    }
  }

  async function send(activity) {
    if (activity.attachments?.length) return fetchJson(`${conversation}/upload`, uploadRequest(activity));
    return fetchJson(`${conversation}/activities`, jsonRequest(activity));
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
