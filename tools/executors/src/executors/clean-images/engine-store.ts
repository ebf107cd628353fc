import type { Engine } from '../../lib/engine';
import { type Run, runOrThrow } from '../../lib/run';
import type { Removal, StoredImage } from './choose';

interface InspectedImage {
  Id: string;
  RepoTags?: readonly string[] | null;
  RepoDigests?: readonly string[] | null;
  /** Podman alone remembers them. */
  NamesHistory?: readonly string[] | null;
  Size: number;
}

/** Lists the images of an engine, without the layers of builds. */
export async function readEngineImages(run: Run, engine: Engine): Promise<StoredImage[]> {
  const options = { env: engine.env, timeoutSeconds: 60 };
  const list = await runOrThrow(run, [engine.program, 'image', 'ls', '--quiet', '--no-trunc'], options);
  const ids = [...new Set(list.stdout.split('\n').filter((id) => id !== ''))];
  if (ids.length === 0) return [];
  const { stdout } = await runOrThrow(run, [engine.program, 'image', 'inspect', ...ids], options);
  return parseEngineImages(stdout);
}

/** Reads what `image inspect` says. Pure. */
export function parseEngineImages(json: string): StoredImage[] {
  return (JSON.parse(json) as InspectedImage[]).map(({ Id, RepoTags, RepoDigests, NamesHistory, Size }) => ({
    id: Id.startsWith('sha256:') ? Id : `sha256:${Id}`,
    names: (RepoTags ?? []).filter((name) => !name.startsWith('<none>')),
    otherNames: [...(RepoDigests ?? []), ...(NamesHistory ?? [])],
    sizeBytes: Size,
  }));
}

/**
 * Removes images from an engine, none by force: one that a container uses stays.
 *
 * @returns what could not be removed, and why
 */
export async function removeEngineImages(run: Run, engine: Engine, removals: readonly Removal[]): Promise<string[]> {
  const failures: string[] = [];
  for (const { image, names } of removals) {
    for (const name of names.length > 0 ? names : [image.id ?? '']) {
      const argv = [engine.program, 'image', 'rm', name];
      const { exitCode, stderr } = await run(argv, { env: engine.env, timeoutSeconds: 120 });
      if (exitCode !== 0) failures.push(`${name}: ${stderr.trim().split('\n').at(-1) ?? ''}`);
    }
  }
  return failures;
}
