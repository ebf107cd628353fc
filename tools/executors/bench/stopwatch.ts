/** Measures, tells of each figure as it comes, and knows when it is time to end. */
export interface Stopwatch {
  say: (line: string) => void;
  /** Seconds that the work took. */
  time: (what: string, work: () => Promise<unknown>) => Promise<number>;
  /** Does a round as often as wanted, but starts none when time is up; the first is always done. */
  rounds: (what: string, round: () => Promise<void>) => Promise<void>;
  /** Minutes since the start. */
  minutes: () => number;
}

/** Starts the watch. */
export function createStopwatch(
  runs: number,
  limitMinutes: number,
  print: (line: string) => void,
  now: () => number = Date.now,
): Stopwatch {
  const startedAt = now();
  const minutes = (): number => (now() - startedAt) / 60_000;
  const say = (line: string): void => {
    print(`[${minutes().toFixed(1).padStart(4)} min] ${line}`);
  };
  return {
    say,
    minutes,
    time: async (what, work) => {
      const begun = now();
      await work();
      const seconds = (now() - begun) / 1000;
      say(`  ${what}: ${seconds.toFixed(1)} s`);
      return seconds;
    },
    rounds: async (what, round) => {
      for (let index = 0; index < runs; index++) {
        if (index > 0 && minutes() >= limitMinutes) return say(`${what}: time is up after ${index} of ${runs} runs`);
        say(`${what}: run ${index + 1} of ${runs}`);
        await round();
      }
    },
  };
}
