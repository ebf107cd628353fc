import { existsSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import type { Engine } from '../../lib/engine';
import { UserError } from '../../lib/errors';
import type { Run } from '../../lib/run';
import { formatBytes } from './report';

/** Room that the build of an application needs in the engine's store: packages, their cache and the layers. */
export const neededBytes = 2_000_000_000;

/** A place that a build writes to, and the room that is left there. */
export interface Place {
  path: string;
  freeBytes: number;
}

/** The places that a build writes to: the engine's store and the folder for temporary files. */
export async function readPlaces(run: Run, engine: Engine): Promise<Place[]> {
  const format = engine.program === 'podman' ? '{{.Store.GraphRoot}}' : '{{.DockerRootDir}}';
  const { stdout } = await run([engine.program, 'info', '--format', format], { env: engine.env });
  return [stdout.trim(), tmpdir()].filter(existsSync).map((path) => ({ path, freeBytes: freeBytes(path) }));
}

/** The letter for a disk that is too small; `undefined` if there is room. Pure. */
export function explainFullDisk(places: readonly Place[], needed: number): UserError | undefined {
  const full = places.find(({ freeBytes }) => freeBytes < needed);
  if (!full) return undefined;
  return new UserError(
    `Build an image: ${full.path} has ${formatBytes(full.freeBytes)} free, a build needs ${formatBytes(needed)}.`,
    advice,
  );
}

/**
 * The letter for a disk that became full while a build ran: the place with the least room. An engine that failed has
 * thrown away what it could not finish, so there may be room again. Pure.
 */
export function explainFilledDisk(places: readonly Place[], needed: number): UserError | undefined {
  const [fullest] = [...places].sort((left, right) => left.freeBytes - right.freeBytes);
  if (!fullest || fullest.freeBytes < needed) return explainFullDisk(places, needed);
  return new UserError(
    `Build an image: a disk became full. ${fullest.path} has ${formatBytes(fullest.freeBytes)} free again; this build needs more.`,
    advice,
  );
}

const advice = 'Make room there, for example with: podman image prune (or docker builder prune). Then try again.';

function freeBytes(path: string): number {
  const { bavail, bsize } = statfsSync(existsSync(path) ? path : dirname(path));
  return bavail * bsize;
}
