/**
 * Says on the page whether anything is still to come (`<html data-idle="yes">`): nothing is on its way to the bot, and
 * the conversation was read after the last of it came back. A test in a browser waits for it.
 */
export function idleSign() {
  const sign = document.documentElement.dataset;
  let underWay = 0;
  let started = 0;
  sign.idle = 'no';
  return {
    /**
     * @template T
     * @param {Promise<T>} work
     */
    during(work) {
      started += 1;
      underWay += 1;
      sign.idle = 'no';
      return work.finally(() => {
        underWay -= 1;
      });
    },
    /** Call before the conversation is read, and what it returns after. */
    asking() {
      const quiet = underWay === 0;
      const before = started;
      return () => {
        if (quiet && before === started) sign.idle = 'yes';
      };
    },
  };
}
