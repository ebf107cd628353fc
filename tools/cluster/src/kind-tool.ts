import type { Run } from '@todo-app/executors';
import type { Context } from './context';
import type { Probe } from './probe';
import { kindRelease } from './release';
import { ensureTool } from './tool';
import type { Tool } from './tools-file';
import { versions } from './versions';

/** kind, by the tools ladder. The node image belongs to one minor version of it, so only that one on PATH will do. */
export function ensureKind(probe: Probe, context: Context): Promise<Tool> {
  const { platform, architecture } = context.machine;
  return ensureTool(
    { release: kindRelease(platform, architecture), askVersion: askKind, fits: fitsNodeImage },
    probe,
    context,
  );
}

/** Whether a version has the same minor number as the pinned one. */
export const fitsNodeImage = (version: string): boolean => minorOf(version) === minorOf(versions.kind);
const minorOf = (version: string): string => version.split('.').slice(0, 2).join('.');

async function askKind(run: Run, program: string, signal: AbortSignal): Promise<string | undefined> {
  const { stdout } = await run([program, 'version', '--quiet'], { signal, timeoutSeconds: 5 });
  return /^\d+\.\d+\.\d+$/.test(stdout.trim()) ? `v${stdout.trim()}` : undefined;
}
