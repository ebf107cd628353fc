import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from './context';
import { findProgram } from './machine';

/** The version of the Go on PATH; undefined if there is none. */
export async function askGo({
  run,
  project,
  signal,
}: Pick<Context, 'run' | 'project' | 'signal'>): Promise<string | undefined> {
  if (!findProgram('go')) return undefined;
  const { stdout } = await run(['go', 'env', 'GOVERSION'], { cwd: join(project, '..'), signal });
  return /^go(\d+(\.\d+)+)/.exec(stdout)?.[1];
}

/** The version of Go that the modules below `go/` ask for. */
export const readNeededGo = ({ project }: Pick<Context, 'project'>): string =>
  readGoVersion(join(project, 'go/go.mod'));

/** The version of Go that a module asks for. */
export const readGoVersion = (file: string): string => /^go (\S+)$/m.exec(readFileSync(file, 'utf8'))?.[1] ?? '0';

/** Whether one dotted version is another or newer. */
export function isAtLeast(version: string, wanted: string): boolean {
  const [left, right] = [version, wanted].map((text) => text.split('.').map(Number));
  for (const [index, number] of (right ?? []).entries()) {
    const other = left?.[index] ?? 0;
    if (other !== number) return other > number;
  }
  return true;
}
