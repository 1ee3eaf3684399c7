/**
 * Marks on the page whether anything is still to come (`<html data-idle="yes">`): no request to the bot is pending, and the
 * conversation was read after the last one completed. Browser tests wait for it.
 */
export function createIdleIndicator() {
  const { dataset } = document.documentElement;
  let pending = 0;
  let started = 0;
  dataset.idle = 'no';
  return {
    /**
     * @template T
     * @param {Promise<T>} work
     */
    during(work) {
      started += 1;
      pending += 1;
      dataset.idle = 'no';
      return work.finally(() => {
        pending -= 1;
      });
    },
    /** Call it before the conversation is read, and the returned function afterwards. */
    startReading() {
      const wasIdle = pending === 0;
      const startedBefore = started;
      return () => {
        if (wasIdle && startedBefore === started) dataset.idle = 'yes';
      };
    },
  };
}
