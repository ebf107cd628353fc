/** 20 with `npm run faults`: in so many runs nothing may be called a fault that is none. Unset, only the quick faults run. */
const runs = process.env['FAULTS'];

/** Whether this is part of `npm test`, which has no time for all of it. */
export const isShort = runs === undefined;

/** To be said by what is left out. */
export const whyShort = isShort ? ' (skipped here: npm run faults)' : '';

/** The runs of one of three false alarms, which share them, each at least one; numbered from 1. */
export function shareRuns(index: 0 | 1 | 2): number[] {
  const share = Math.ceil((Number(runs ?? 0) - index) / 3);
  return Array.from({ length: Math.max(1, share) }, (_, run) => run + 1);
}
