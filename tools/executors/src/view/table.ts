import { stripVTControlCharacters } from 'node:util';
import type { State } from '../lib/events';
import type { Row } from './rows';

/** How lines are made to look right on a terminal. */
export interface Look {
  columns: number;
  /** Cuts a text to so many columns, at its end or in its middle. */
  truncate: (text: string, columns: number, options: { position: 'end' | 'middle' }) => string;
  /** Gives a text the colour of a state, or leaves it as it is. */
  paint: (state: State, text: string) => string;
}

const signs: Record<State, string> = { waiting: '·', running: '›', done: '✓', unchanged: '=', failed: '✗' };
const timeWidth = 12;

/** The rows as lines that fit a terminal: sign, part, time, and how far it is. Pure. */
export function formatTable(rows: readonly Row[], now: number, { columns, truncate, paint }: Look): string[] {
  const nameWidth = Math.max(0, ...rows.map(({ part }) => part.length));
  return rows.map((row) => {
    const time = formatTime(row, now).padStart(timeWidth);
    const head = `${row.part.padEnd(nameWidth)}${time}  `;
    // a line as wide as the terminal goes on in the next one in some; how far it is stands at the end
    const room = Math.max(1, columns - 1 - 2 - head.length);
    const text = truncate(plain(row.text), room, { position: row.state === 'running' ? 'middle' : 'end' });
    const [sign = '', ...rest] = truncate(`${signs[row.state]} ${head}${text}`, columns - 1, { position: 'end' });
    return paint(row.state, sign) + rest.join('').trimEnd();
  });
}

/** `12.3 s`, `6 min 5 s`; in whole seconds while it runs, and nothing where it took none. Pure. */
export function formatTime({ state, since, until }: Row, now: number): string {
  const seconds = ((until ?? now) - since) / 1000;
  if (seconds < 0.05 || (state === 'waiting' && until === undefined)) return '';
  const whole = Math.round(seconds);
  if (whole >= 100) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return until === undefined ? `${Math.floor(seconds)} s` : `${seconds.toFixed(1)} s`;
}

/** What another program said must not move the cursor. */
function plain(text: string): string {
  return stripVTControlCharacters(text).replace(/\s+/g, ' ');
}
