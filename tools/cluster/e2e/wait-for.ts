import { setTimeout as sleep } from 'node:timers/promises';

/** Asks until the answer is true; throws what was waited for when the time is over. */
export async function waitFor(what: string, ask: () => unknown, seconds: number): Promise<void> {
  for (const deadline = Date.now() + seconds * 1000; !(await answers(ask)); await sleep(200))
    if (Date.now() > deadline) throw new Error(`waited ${seconds} s for ${what}`);
}

/** A question that throws is not answered yet, or there is nobody left to ask. */
async function answers(ask: () => unknown): Promise<boolean> {
  try {
    return Boolean(await ask());
  } catch {
    return false;
  }
}
