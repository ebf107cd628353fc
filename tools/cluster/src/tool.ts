import { join } from 'node:path';
import { type Run, UserError } from '@todo-app/executors';
import { compiledFolder, ensureCompiled, isCompiled } from './compile';
import type { Context } from './context';
import { askGo, isAtLeast, readNeededGo } from './go-version';
import { findProgram } from './machine';
import type { Probe } from './probe';
import { type Release, ensureRelease, hasRelease } from './release';
import type { Tool } from './tools-file';
import { versions } from './versions';

/** How to come by one program. */
export interface ToolPlan {
  release: Release;
  /** Asks a program for its version, as `v4.3.1`. */
  askVersion: (run: Run, program: string, signal: AbortSignal) => Promise<string | undefined>;
  /** Whether a version found on PATH will do. */
  fits: (version: string) => boolean;
}

/** The tools ladder: one on PATH that fits, else the pinned release where the internet answers, else compiled from source. */
export async function ensureTool(plan: ToolPlan, probe: Probe, context: Context): Promise<Tool> {
  const { release } = plan;
  const version = release.version.slice(1);
  const onPath = findProgram(release.name);
  const found = onPath && (await plan.askVersion(context.run, onPath, context.signal));
  if (onPath && found && plan.fits(found)) return { program: onPath, version: found.slice(1), origin: 'path' };
  if (isCompiled(release.name, context))
    return { program: join(compiledFolder(context), release.name), version, origin: 'compiled' };
  if (hasRelease(release, context.paths) || (await probe(new URL(release.url).origin)))
    return { program: await ensureRelease(release, context), version, origin: 'release' };
  await checkGo(release, context);
  return { program: join(await ensureCompiled([release.name], context), release.name), version, origin: 'compiled' };
}

async function checkGo({ name, url }: Release, context: Context): Promise<void> {
  const [needed, go] = [readNeededGo(context), await askGo(context)];
  if (go !== undefined && isAtLeast(go, needed)) return;
  throw new UserError(
    `Find ${name}: none on PATH fits, ${new URL(url).origin} does not answer, and compiling it takes Go ${needed} or newer: ${go ? `found is ${go}` : 'go is not on PATH'}.`,
    `Any one of these is enough: put ${name} ${versions[name]} on PATH, install Go (https://go.dev/dl), or connect this machine to the internet.`,
  );
}
