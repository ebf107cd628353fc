import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '@todo-app/executors';
import { onTestFinished } from 'vitest';
import type { Context } from '../context';
import type { Machine } from '../machine';
import { plainMachine } from './machine';

/** A folder of its own for one test, with an empty PATH that stub programs can be put on, and what was said. */
export interface World {
  folder: string;
  said: string[];
  context: Context;
  /** Puts a shell script on PATH under a name. */
  stub(name: string, script: string): void;
  /** Writes a file below the folder and returns its path. */
  file(name: string, text: string): string;
  read(name: string): string;
}

const project = join(__dirname, '../..');

/** Makes a world; after the test it is gone, and PATH is as before. */
export function makeWorld(machine: Partial<Machine> = {}): World {
  const folder = mkdtempSync(join(tmpdir(), 'todo-cluster-'));
  const programs = join(folder, 'bin');
  mkdirSync(programs);
  const path = process.env['PATH'];
  process.env['PATH'] = programs;
  onTestFinished(() => {
    process.env['PATH'] = path;
    rmSync(folder, { recursive: true, force: true });
  });
  const said: string[] = [];
  const file = (name: string, text: string): string => {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  return {
    folder,
    said,
    file,
    read: (name) => readFileSync(join(folder, name), 'utf8'),
    stub(name, script) {
      chmodSync(file(`bin/${name}`, `#!/bin/bash\nPATH=/usr/bin:/bin\n${script}\n`), 0o755);
    },
    context: {
      run,
      project,
      machine: { ...plainMachine, ...machine },
      paths: {
        workspace: join(folder, 'workspace'),
        cache: join(folder, 'cache'),
        data: join(folder, 'data'),
        runtime: join(folder, 'run'),
      },
      progress: { say: (line) => said.push(line), update: () => undefined, doing: () => '' },
      signal: new AbortController().signal,
    },
  };
}
