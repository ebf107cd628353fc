import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from '../../lib/engine';
import { findRegistry, isLoopback, readPresence } from '../../lib/registry';
import type { Run } from '../../lib/run';
import type { Journal } from './journal';
import { explainPush } from './push-failure';

/** An image of the engine, and the name that a registry is to know it by. */
export interface ImageToPush {
  imageId: string;
  repository: string;
  tag: string;
  /** `sha256:…` of its manifest if it was pushed before, wherever to. */
  digest: string | undefined;
}

/**
 * Makes sure that the registry holds an image: a manifest that it has already is not sent again. Who may write there
 * is between the engine and the registry (`podman login`); no credential passes through here.
 *
 * @returns the digest of the manifest
 * @throws UserError that names the registry, what it said, and the next command
 */
export async function pushImage(run: Run, engine: Engine, image: ImageToPush, journal: Journal): Promise<string> {
  const { repository, digest } = image;
  if (digest && (await readPresence(run, engine, repository, digest)) === 'present') {
    journal.say(`already in its registry: ${repository}@${digest}`);
    return digest;
  }
  const started = Date.now();
  journal.say(`pushing ${repository}:${image.tag}`);
  const pushed = await sendImage(run, engine, image, journal);
  journal.say(`pushed ${repository}@${pushed} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  return pushed;
}

async function sendImage(run: Run, engine: Engine, image: ImageToPush, journal: Journal): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'container-push-'));
  const digestFile = join(folder, 'digest');
  try {
    const argv = buildPushArgs(engine.program, image, digestFile);
    const result = await run(argv, { env: engine.env, onLine: journal.log });
    if (result.exitCode !== 0) throw explainPush(engine, image, result.stderr || result.stdout, journal.file);
    return engine.program === 'podman' ? readFileSync(digestFile, 'utf8').trim() : parsePushedDigest(result.stdout);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Podman writes the digest into a file and is told that a registry on this machine may speak plain HTTP; docker knows
 * that by itself and pushes names only. Pure.
 */
export function buildPushArgs(
  program: Engine['program'],
  { imageId, repository, tag }: Pick<ImageToPush, 'imageId' | 'repository' | 'tag'>,
  digestFile: string,
): string[] {
  const reference = `${repository}:${tag}`;
  if (program === 'docker') return ['docker', 'push', reference];
  const registry = findRegistry(repository);
  const plain = registry && isLoopback(registry) ? ['--tls-verify=false'] : [];
  return ['podman', 'push', ...plain, '--digestfile', digestFile, imageId, `docker://${reference}`];
}

/** Reads the last line of `docker push`: `<tag>: digest: sha256:… size: 1234`. Pure. */
export function parsePushedDigest(said: string): string {
  const digest = /^\S+: digest: (sha256:[0-9a-f]{64}) size: \d+\s*$/m.exec(said)?.[1];
  if (!digest) throw new Error(`docker push reported no digest:\n${said}`);
  return digest;
}
