/** Seconds of each run of one thing, and of the raw commands that do the same in the same run, if there are any. */
export interface Measurement {
  what: string;
  ours: readonly number[];
  raw?: { commands: string; seconds: readonly number[] };
}

/** One image and what it weighs. */
export interface ImageSize {
  name: string;
  megabytes: number;
}

/** The middle value; of an even number of values the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length / 2;
  const pair = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]].filter((value) => value !== undefined);
  if (pair.length === 0) throw new Error('The median of no values.');
  return pair.reduce((sum, value) => sum + value, 0) / pair.length;
}

/** The measurements as two Markdown tables. */
export function formatReport(measurements: readonly Measurement[], sizes: readonly ImageSize[]): string {
  return [
    '| what | runs | ours, median (min–max) | raw commands, median (min–max) | ours / raw |',
    '|---|---|---|---|---|',
    ...measurements.map(formatMeasurement),
    '',
    '| image | size |',
    '|---|---|',
    ...sizes.map(({ name, megabytes }) => `| ${name} | ${megabytes.toFixed(1)} MB |`),
  ].join('\n');
}

function formatMeasurement({ what, ours, raw }: Measurement): string {
  const cells = [
    what,
    String(ours.length),
    formatSeconds(ours),
    raw ? `${formatSeconds(raw.seconds)}: ${raw.commands}` : '–',
    raw ? `**${(median(ours) / median(raw.seconds)).toFixed(2)}**` : '–',
  ];
  return `| ${cells.join(' | ')} |`;
}

function formatSeconds(values: readonly number[]): string {
  return `${median(values).toFixed(1)} s (${Math.min(...values).toFixed(1)}–${Math.max(...values).toFixed(1)})`;
}
