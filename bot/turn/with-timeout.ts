/** What somebody else does, for as long as one is willing to wait. */
export async function withTimeout<T>(work: Promise<T>, limit: AbortSignal): Promise<T> {
  let stop = (): void => undefined;
  const late = new Promise<never>((_resolve, reject) => {
    stop = () => reject(new Error('The channel did not answer in time.'));
    limit.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    limit.removeEventListener('abort', stop);
  }
}
