import { type ApiFigures, formatApiReport } from './api-report';
import type { Machine } from './machine';

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

/** Everything that the bench tells. */
export interface Bench {
  machine: Machine;
  /** What was measured, as git names it. */
  commit: string;
  /** How long it all took. */
  minutes: number;
  measurements: readonly Measurement[];
  /** Or why there are none. */
  api: ApiFigures | string;
  sizes: readonly ImageSize[];
}

/** The middle value; of an even number of values the mean of the two in the middle. Pure. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = (sorted.length - 1) / 2;
  const pair = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]].filter((value) => value !== undefined);
  if (pair.length === 0) throw new Error('The median of no values.');
  return pair.reduce((sum, value) => sum + value, 0) / pair.length;
}

/** The whole bench as Markdown. Pure. */
export function formatReport({ machine, commit, minutes, measurements, api, sizes }: Bench): string {
  const { processor, cores, gigabytes, load, time } = machine;
  return [
    `Commit ${commit}, ${time.toISOString().slice(0, 16).replace('T', ' ')} UTC, in ${minutes.toFixed(1)} minutes.`,
    `${processor}, ${cores} cores, ${gigabytes.toFixed(0)} GB, load at the start ${load.toFixed(1)}.`,
    ...(load > cores / 2 ? ['**The machine was busy: these figures mean little.**'] : []),
    '',
    '| what | runs | ours, median (min–max) | raw commands, median (min–max) | ours − raw | ours / raw |',
    '|---|---|---|---|---|---|',
    ...measurements.map(formatMeasurement),
    '',
    typeof api === 'string' ? `The API was not measured: ${api}` : formatApiReport(api),
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
    raw ? `${(median(ours) - median(raw.seconds)).toFixed(1)} s` : '–',
    raw ? `**${(median(ours) / median(raw.seconds)).toFixed(2)}**` : '–',
  ];
  return `| ${cells.join(' | ')} |`;
}

function formatSeconds(values: readonly number[]): string {
  return `${median(values).toFixed(1)} s (${Math.min(...values).toFixed(1)}–${Math.max(...values).toFixed(1)})`;
}
