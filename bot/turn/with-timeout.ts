/** How long a channel may take to accept a message; a turn waits no longer. */
export const sendTimeout = (): AbortSignal => AbortSignal.timeout(10_000);

/** The result of `work`, or an error when `limit` aborts first. */
export async function withTimeout<T>(work: Promise<T>, limit: AbortSignal): Promise<T> {
  let stop = (): void => undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    stop = () => reject(new Error('The channel did not answer in time.'));
    limit.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    limit.removeEventListener('abort', stop);
  }
}
