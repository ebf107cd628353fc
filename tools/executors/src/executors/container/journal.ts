import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { imagePart, openEvents, type Saying, type State, type Tell } from '../../lib/events';

/** Where a build is told of: short lines for people, every line in a file. */
export interface Journal {
  /** The file, relative to the workspace. */
  file: string;
  /** Prints a line and keeps it. */
  say: (line: string) => void;
  /** Keeps a line; prints it too if the journal is verbose. */
  log: (line: string) => void;
  /** How far the build is, for whoever shows it; neither printed nor kept. */
  progress: (text: string) => void;
  /** How the build ended: printed and kept in any case. */
  end: (text: string, state: State, fields: Readonly<Record<string, unknown>>) => void;
  close: () => void;
}

/** How a journal prints. */
export interface JournalOptions {
  verbose: boolean;
  /** The name of the image without its tag: what is told is about it. */
  repository: string;
  /** How many lines `say` may print before the end; the rest is in the file. */
  mostLines?: number;
}

/** In CI, where nobody watches a build but somebody reads all of it, one image gets at most 20 lines with its end. Pure. */
export function limitLines(
  { verbose }: Pick<JournalOptions, 'verbose'>,
  env: Readonly<Record<string, string | undefined>>,
): number {
  return env['CI'] && !verbose ? 19 : Infinity;
}

/** Opens the journal of a project anew: `dist/<project root>/container.log`. */
export function openJournal(
  workspace: string,
  projectRoot: string,
  { verbose, repository, mostLines = Infinity }: JournalOptions,
  print: (line: string) => void,
  tell: Tell = openEvents(''),
): Journal {
  const file = join('dist', projectRoot, 'container.log');
  mkdirSync(dirname(join(workspace, file)), { recursive: true });
  const descriptor = openSync(join(workspace, file), 'w');
  const part = imagePart(repository);
  let left = mostLines;
  const keep = (line: string): void => {
    writeSync(descriptor, `${line}\n`);
  };
  const printSome = (line: string): void => {
    left -= 1;
    if (left > 0) print(line);
    else if (left === 0) print(`What else is done is in ${file}.`);
  };
  const say = (saying: Omit<Saying, 'part'>, fields?: Readonly<Record<string, unknown>>): void => {
    tell({ ...saying, part }, fields);
  };
  return {
    file,
    say: (line) => {
      keep(line);
      say({ event: 'step', state: 'running', text: line });
      printSome(line);
    },
    log: (line) => {
      keep(line);
      say({ event: 'detail', text: line });
      if (verbose) print(line);
    },
    progress: (text) => {
      say({ event: 'progress', state: 'running', text });
    },
    end: (text, state, fields) => {
      keep(text);
      say({ event: 'result', state, text }, fields);
      print(text);
    },
    close: () => {
      closeSync(descriptor);
    },
  };
}
