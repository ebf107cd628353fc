import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toolsFile } from '../../lib/engine';
import { UserError } from '../../lib/errors';
import type { Run } from '../../lib/run';

/** The Helm program that a deploy uses. */
export interface Helm {
  program: string;
  /** Without the `v`, such as `4.3.1`. */
  version: string;
}

/** The oldest Helm whose flags are all known. */
const oldestMajor = 3;

/**
 * Finds Helm: the program that the set-up chose (tools.json), else the one on PATH.
 *
 * @throws UserError if there is none that runs, or its version does not fit
 */
export async function findHelm(run: Run, workspace: string): Promise<Helm> {
  const program = readChosenHelm(workspace) ?? 'helm';
  const { exitCode, stdout } = await run([program, 'version', '--template', '{{.Version}}'], { timeoutSeconds: 20 });
  const version = /^v?(\d+\.\d+\.\d+\S*)/.exec(stdout.trim())?.[1];
  if (exitCode !== 0 || !version) {
    throw new UserError(`Find Helm: ${program} does not run.`, 'Run: nx setup cluster');
  }
  if (Number.parseInt(version, 10) < oldestMajor) {
    throw new UserError(`Find Helm: ${program} is ${version}, which is too old.`, 'Run: nx setup cluster');
  }
  return { program, version };
}

function readChosenHelm(workspace: string): string | undefined {
  try {
    const tools = JSON.parse(readFileSync(join(workspace, toolsFile), 'utf8')) as { helm?: { program?: string } };
    return tools.helm?.program;
  } catch {
    return undefined;
  }
}
