import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { run } from '../../lib/run';
import type { Cluster } from './cluster-file';
import { loadImage } from './load';

/** Lists what the file "listed" says, and notes the name of each archive that it is given. */
const minikube = `#!/bin/sh
here=$(dirname "$0")
case "$2" in
  load) basename "$3" >>"$here/archives" ;;
  ls) cat "$here/listed" ;;
esac
# ssh -p PROFILE -n NODE -- …
[ "$1" = ssh ] && cat "$here/$5"
exit 0
`;
const podman = `#!/bin/sh
if [ "$1" = save ]; then while [ "$1" != --output ]; do shift; done; echo archive >"$2"; fi
`;
const cluster: Cluster = {
  provider: 'minikube',
  owned: false,
  context: 'minikube',
  kubeconfig: '/k/config',
  nodes: [{ name: 'minikube', architecture: 'amd64' }],
  load: 'minikube',
  url: 'http://192.168.49.2:30080',
  engine: null,
};
const path = process.env['PATH'];
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'load-'));
  for (const [name, text] of Object.entries({ minikube, podman })) {
    writeFileSync(join(root, name), text);
    chmodSync(join(root, name), 0o755);
  }
  process.env['PATH'] = [root, path].join(delimiter);
});

afterEach(() => {
  process.env['PATH'] = path;
  rmSync(root, { recursive: true });
});

it('hands each image to minikube under one name, because the archive stays in the node', async () => {
  const images = [`sha256:${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`];
  writeFileSync(
    join(root, 'listed'),
    JSON.stringify(images.map((id, index) => ({ id, repoTags: [`docker.io/a/b:${index}`] }))),
  );
  for (const [index, imageId] of images.entries()) {
    const image = { engine: { program: 'podman', env: {} }, imageId, sizeBytes: 1, reference: `a/b:${index}` } as const;
    await loadImage(run, cluster, image, root);
  }
  const archives = readFileSync(join(root, 'archives'), 'utf8').trim().split('\n');
  expect(archives).toHaveLength(2);
  expect(new Set(archives).size).toBe(1);
});

it('finds the one of several minikube nodes that a load passed over', async () => {
  const imageId = `sha256:${'a'.repeat(64)}`;
  const list = (id: string): string => JSON.stringify({ images: [{ id, repoTags: ['docker.io/a/b:1'] }] });
  writeFileSync(join(root, 'minikube-m01'), list(imageId));
  writeFileSync(join(root, 'minikube-m02'), list(`sha256:${'b'.repeat(64)}`));
  const nodes = ['minikube-m01', 'minikube-m02'].map((name) => ({ name, architecture: 'amd64' }));
  const image = { engine: { program: 'podman', env: {} }, imageId, sizeBytes: 1, reference: 'a/b:1' } as const;
  const load = (): Promise<unknown> => loadImage(run, { ...cluster, nodes }, image, root);
  await expect(load()).rejects.toThrow(/does not have/);
  writeFileSync(join(root, 'minikube-m02'), list(imageId));
  await load();
});

it('says which folder is full and how much the archive takes', async () => {
  writeFileSync(
    join(root, 'podman'),
    '#!/bin/sh\n[ "$1" = tag ] || { echo "write: no space left on device" >&2; exit 1; }\n',
  );
  const scratch = mkdtempSync(join(root, 'scratch-'));
  const image = {
    engine: { program: 'podman', env: {} },
    imageId: 'sha256:a',
    sizeBytes: 9e15,
    reference: 'a/b:1',
  } as const;
  await expect(loadImage(run, cluster, image, scratch)).rejects.toMatchObject({
    hint: `${root} is full: the archive of the image takes 9000000.0 GB there. Make room, or set TMPDIR to a folder on a larger disk.`,
  });
});
