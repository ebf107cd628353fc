import { describe, expect, it } from 'vitest';
import { putLoad } from './load';

const plan = { what: 'x', users: 3, requestsPerUser: 4, seconds: 60 };

describe('putLoad', () => {
  it('lets each user ask as often as planned', async () => {
    const asked: number[] = [];
    const { milliseconds, failures } = await putLoad(plan, (user) => {
      asked.push(user);
      return Promise.resolve();
    });
    expect(asked.sort()).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]);
    expect([milliseconds.length, failures.length]).toEqual([12, 0]);
  });

  it('has all users ask at once, and each of them one thing at a time', async () => {
    const open = new Map<number, number>();
    let most = 0;
    await putLoad(plan, async (user) => {
      open.set(user, (open.get(user) ?? 0) + 1);
      expect(open.get(user)).toBe(1);
      most = Math.max(
        most,
        [...open.values()].reduce((sum, value) => sum + value, 0),
      );
      await Promise.resolve();
      open.set(user, 0);
    });
    expect(most).toBe(3);
  });

  it('begins nothing when time is up', async () => {
    let now = 0;
    const { milliseconds, took } = await putLoad(
      { ...plan, users: 1, seconds: 2 },
      () => {
        now += 1500;
        return Promise.resolve();
      },
      () => now,
    );
    expect([milliseconds, took]).toEqual([[1500, 1500], 3]);
  });

  it('keeps failures apart from the times', async () => {
    const { milliseconds, failures } = await putLoad({ ...plan, users: 1 }, () => Promise.reject(new Error('503')));
    expect([milliseconds, failures]).toEqual([[], ['503', '503', '503', '503']]);
  });
});
