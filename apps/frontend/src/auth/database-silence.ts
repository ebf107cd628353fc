/** Knows when the database last said anything to anybody, and tells a silent one from one that has much to do. */
export interface Silence {
  /** An answer arrived. */
  hear: () => void;
  /**
   * Settles like the work, unless the database says nothing to anybody for too long, or the deadline passes.
   * @param deadline in the clock of `Date.now()`
   */
  bear: <T>(work: Promise<T>, deadline: number) => Promise<T>;
}

/** @param patienceMillis how long nobody may hear anything before the database counts as away */
export function watchSilence(patienceMillis: number): Silence {
  let lastWord = 0;

  function bear<T>(work: Promise<T>, deadline: number): Promise<T> {
    const started = Date.now();
    const end = () => Math.min(Math.max(started, lastWord) + patienceMillis, deadline);
    return new Promise<T>((resolve, reject) => {
      let isSettled = false;
      let timer: NodeJS.Timeout;
      const wait = () => {
        // What has arrived is read before it is judged: a busy process must not take itself for a silent database.
        timer = setTimeout(() => setImmediate(judge), Math.max(0, end() - Date.now()));
      };
      const judge = () => {
        if (isSettled) return;
        if (Date.now() < end()) wait();
        else reject(new Error('timeout: the database says nothing'));
      };
      wait();
      work.then(resolve, reject).finally(() => {
        isSettled = true;
        clearTimeout(timer);
      });
    });
  }

  return {
    hear: () => {
      lastWord = Date.now();
    },
    bear,
  };
}
