import { openEvents, type Saying, type State, type Tell } from '../../lib/events';

/** What a deploy says while it works. */
export interface Output {
  /** What came of a part, as a line for people, with how long it took since the step before. */
  step(part: string, text: string, state?: State): void;
  /** A line that is to be seen whatever comes next: a reason, a warning. */
  note(part: string, text: string): void;
  /** How far a part is; never printed as text. */
  progress(part: string, text: string, state?: State): void;
  /** What another program said; printed with `verbose` only. */
  detail(line: string): void;
  /** The end: printed as it is, or as an event with these fields. */
  result(text: string, fields: Readonly<Record<string, unknown>>): void;
}

/** How the output prints, and which part the whole of it is about. */
export interface OutputOptions {
  json: boolean;
  verbose: boolean;
  part?: string;
}

/**
 * Prints to `write`, as aligned text or as JSON events.
 *
 * @param keep gets every line, also those that are not printed
 * @param tell where the events go that make no line
 */
export function createOutput(
  { json, verbose, part = 'release' }: OutputOptions,
  write: (line: string) => void,
  keep: (line: string) => void = () => undefined,
  tell: Tell = openEvents(''),
  now: () => number = Date.now,
): Output {
  let last = now();
  const say = (saying: Saying, line: string | undefined, fields?: Readonly<Record<string, unknown>>): void => {
    const event = tell(saying, fields);
    if (line !== undefined) keep(line);
    if (saying.event === 'detail' && !verbose) return;
    if (json) write(JSON.stringify(event));
    else if (line !== undefined) write(line);
  };
  const sayStep = (saying: Saying): void => {
    const seconds = (now() - last) / 1000;
    last = now();
    say({ ...saying, seconds }, formatStep(saying.part, saying.text, seconds));
  };
  return {
    step: (about, text, state = 'done') => {
      sayStep({ event: 'step', part: about, state, text });
    },
    note: (about, text) => {
      sayStep({ event: 'note', part: about, text });
    },
    progress: (about, text, state = 'running') => {
      say({ event: 'progress', part: about, state, text }, undefined);
    },
    detail: (line) => {
      say({ event: 'detail', part, text: line }, `         ${line}`);
    },
    result: (text, fields) => {
      say({ event: 'result', part, state: stateOf(fields['status']), text }, text, fields);
    },
  };
}

/** The first word of the part in a column of its own, then the rest of it and the text. Pure. */
function formatStep(part: string, text: string, seconds: number): string {
  const [head = '', ...rest] = part.split(' ');
  return `${head.padEnd(8)} ${[...rest, text].join(' ').padEnd(60)} ${seconds.toFixed(1).padStart(5)} s`;
}

const goodEnds: readonly unknown[] = ['deployed', 'planned', 'rolled back'];

function stateOf(status: unknown): State {
  if (status === 'unchanged') return 'unchanged';
  return goodEnds.includes(status) ? 'done' : 'failed';
}
