import { createHash } from 'node:crypto';
import { createReadStream, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Run, runOrThrow } from '../../../lib/run';

/**
 * Packs layers into a Docker image archive, which `podman load` and `docker load` both take. Nothing in it depends
 * on the clock or on an engine, so equal layers give an equal image id everywhere.
 *
 * @param layers tar files, lowest first, in one folder; they are renamed by their content
 * @param env of the image, as `NAME=value`
 * @returns the archive's path and the id (`sha256:…`) that the image will have
 */
export async function packImage(
  run: Run,
  reference: string,
  layers: readonly string[],
  env: readonly string[],
): Promise<{ archive: string; imageId: string }> {
  const folder = dirname(layers[0] ?? '');
  const digests: string[] = [];
  for (const layer of layers) {
    const digest = await hashFile(layer);
    renameSync(layer, join(folder, `${digest}.tar`));
    digests.push(digest);
  }
  const config = JSON.stringify({
    architecture: 'amd64',
    os: 'linux',
    created: '1970-01-01T00:00:00Z',
    config: { Env: env },
    rootfs: { type: 'layers', diff_ids: digests.map((digest) => `sha256:${digest}`) },
    history: digests.map(() => ({ created: '1970-01-01T00:00:00Z' })),
  });
  const id = createHash('sha256').update(config).digest('hex');
  const files = digests.map((digest) => `${digest}.tar`);
  const manifest = [{ Config: `${id}.json`, RepoTags: [reference], Layers: files }];
  writeFileSync(join(folder, `${id}.json`), config);
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  const archive = join(folder, 'image.tar');
  await runOrThrow(run, [
    'tar',
    '-cf',
    archive,
    '-C',
    folder,
    'manifest.json',
    `${id}.json`,
    ...new Set(files.map((file) => basename(file))),
  ]);
  return { archive, imageId: `sha256:${id}` };
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
