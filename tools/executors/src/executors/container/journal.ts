import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where a build is told of: short lines for people, every line in a file. */
export interface Journal {
  /** The file, relative to the workspace. */
  file: string;
  /** Prints a line and keeps it. */
  say: (line: string) => void;
  /** Keeps a line; prints it too if the journal is verbose. */
  log: (line: string) => void;
  close: () => void;
}

/** Opens the journal of a project anew: `dist/<project root>/container.log`. */
export function openJournal(
  workspace: string,
  projectRoot: string,
  verbose: boolean,
  print: (line: string) => void,
): Journal {
  const file = join('dist', projectRoot, 'container.log');
  mkdirSync(dirname(join(workspace, file)), { recursive: true });
  const descriptor = openSync(join(workspace, file), 'w');
  const keep = (line: string): void => {
    writeSync(descriptor, `${line}\n`);
  };
  return {
    file,
    say: (line) => {
      keep(line);
      print(line);
    },
    log: (line) => {
      keep(line);
      if (verbose) print(line);
    },
    close: () => {
      closeSync(descriptor);
    },
  };
}
