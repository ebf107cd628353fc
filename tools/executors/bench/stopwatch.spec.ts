import { describe, expect, it } from 'vitest';
import { createStopwatch } from './stopwatch';

describe('rounds', () => {
  const countRounds = async (limitMinutes: number): Promise<number> => {
    let now = 0;
    let rounds = 0;
    const { rounds: repeat } = createStopwatch(
      5,
      limitMinutes,
      () => undefined,
      () => now,
    );
    await repeat('x', () => {
      now += 60_000;
      rounds += 1;
      return Promise.resolve();
    });
    return rounds;
  };

  it('are as many as wanted', async () => {
    expect(await countRounds(30)).toBe(5);
  });

  it('end when time is up', async () => {
    expect(await countRounds(2)).toBe(2);
  });

  it('are at least one, so that there is a figure', async () => {
    expect(await countRounds(0)).toBe(1);
  });
});
