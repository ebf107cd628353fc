/** So many at the same time, the others in the order in which they came. */
export interface Turns {
  /** Settles when it is the caller's turn, who then has to `end` it. */
  take: () => Promise<void>;
  end: () => void;
}

export function createTurns(count: number): Turns {
  let free = count;
  const waiting: (() => void)[] = [];
  return {
    take: () => {
      if (free === 0) return new Promise((resolve) => waiting.push(resolve));
      free--;
      return Promise.resolve();
    },
    end: () => {
      const next = waiting.shift();
      if (next) next();
      else free++;
    },
  };
}
