/** A stretch of a text, `end` not included. */
export interface Range {
  start: number;
  end: number;
}

/** Tells of any range whether it touches one of those, in no more time for many than for few. */
export type Touches = (range: Range) => boolean;

export function createTouches(ranges: readonly Range[], length: number): Touches {
  const mask = new Uint8Array(length);
  for (const { start, end } of ranges) mask.fill(1, Math.max(0, start), Math.max(0, end));
  return ({ start, end }) => mask.subarray(start, end).includes(1);
}

/**
 * Where the ranges of a text are after it was edited in one place. Typing before or after a range leaves it alone; a
 * range whose own characters changed is gone. Where the edit was is not known for sure (a `t` typed before `tomorrow`
 * may also have come after its first letter), so a range stays if any place leaves it whole.
 */
export function shiftRanges(ranges: readonly Range[], before: string, after: string): Range[] {
  const shared = Math.min(before.length, after.length);
  const grown = after.length - before.length;
  let head = 0;
  while (head < shared && before[head] === after[head]) head++;
  let tail = before.length;
  while (tail > before.length - shared && before[tail - 1] === after[tail - 1 + grown]) tail--;
  return ranges.flatMap(({ start, end }) => {
    if (end <= head) return [{ start, end }];
    return start >= tail ? [{ start: start + grown, end: end + grown }] : [];
  });
}
