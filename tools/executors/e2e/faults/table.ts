import { median } from './measure';

/** What came of one fault. */
export interface Row {
  name: string;
  cause: string;
  /** In words where it was named before anything was changed, or where Helm gave up first. */
  seconds: number | 'first' | 'Helm';
}

/** The seconds of all that have any. Pure. */
export function listFigures(rows: readonly Row[]): number[] {
  return rows.flatMap(({ seconds }) => (typeof seconds === 'number' ? seconds : []));
}

/** Fault → cause named → seconds, the quickest first. Pure. */
export function formatTable(rows: readonly Row[]): string {
  const sorted = [...rows].sort((a, b) => rankOf(a) - rankOf(b));
  const width = Math.max(...rows.map(({ name }) => name.length));
  const lines = sorted.map(({ name, cause, seconds }) => {
    const time = typeof seconds === 'number' ? seconds.toFixed(1) : seconds;
    return `  ${name.padEnd(width)}  ${time.padStart(5)}  ${cause.replace(/^Deploy "[^"]*"( failed)?: |\n.*/g, '')}`;
  });
  const figures = listFigures(rows);
  return [
    `  ${'fault'.padEnd(width)}  after  cause named`,
    ...lines,
    `  ${rows.length} faults, median ${median(figures).toFixed(1)} s, slowest ${Math.max(...figures).toFixed(1)} s from the pod's creation`,
  ].join('\n');
}

function rankOf({ seconds }: Row): number {
  return typeof seconds === 'number' ? seconds : seconds === 'first' ? -1 : Infinity;
}
