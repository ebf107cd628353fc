import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { parseEngineImages } from './engine-store';
import { parseContainerdImages, parseCriImages } from './node-store';
import { readRegistryImages, removeFromRegistry } from './registry-store';

const id = `sha256:${'a'.repeat(64)}`;
const manifest = `sha256:${'b'.repeat(64)}`;

it('reads what podman and Docker say of their images', () => {
  const podman = {
    Id: 'a'.repeat(64),
    RepoTags: ['localhost/shop/api:1'],
    NamesHistory: ['localhost/shop/api:0'],
    Size: 5,
  };
  const docker = { Id: id, RepoTags: [], RepoDigests: [`shop/api@${manifest}`], Size: 6 };
  expect(parseEngineImages(JSON.stringify([podman, docker]))).toEqual([
    { id, names: ['localhost/shop/api:1'], otherNames: ['localhost/shop/api:0'], sizeBytes: 5 },
    { id, names: [], otherNames: [`shop/api@${manifest}`], sizeBytes: 6 },
  ]);
});

it('puts the names of one content in a node together', () => {
  const table = [
    'REF                       TYPE                                       DIGEST SIZE      PLATFORMS   LABELS',
    `docker.io/shop/api:1      application/vnd.oci.image.manifest.v1+json ${manifest} 48.5 MiB linux/amd64 -`,
    `${id} application/vnd.oci.image.manifest.v1+json ${manifest} 48.5 MiB linux/amd64 io.cri-containerd.image=managed`,
    `registry.k8s.io/pause:3   application/vnd.oci.image.manifest.v1+json sha256:${'c'.repeat(64)} 700.0 KiB linux/amd64 -`,
  ].join('\n');
  expect(parseContainerdImages(table)).toEqual([
    { id, names: ['docker.io/shop/api:1'], otherNames: [], sizeBytes: 48.5 * 2 ** 20 },
    { id: undefined, names: ['registry.k8s.io/pause:3'], otherNames: [], sizeBytes: 700 * 2 ** 10 },
  ]);
});

it('reads what minikube says of its images', () => {
  const image = { id: 'a'.repeat(64), repoTags: ['docker.io/shop/api:1'], repoDigests: [], size: '7' };
  expect(parseCriImages(JSON.stringify([image]))).toEqual([
    { id, names: ['docker.io/shop/api:1'], otherNames: [], sizeBytes: 7 },
  ]);
});

let server: Server | undefined;
const requests: string[] = [];
afterEach(() => {
  server?.close();
  requests.length = 0;
});

/** A registry with one content under two tags, and whether it allows to delete. */
async function startRegistry(
  deletion: number,
  content = '{"config":{"size":1},"layers":[{"size":2},{"size":4}]}',
): Promise<string> {
  server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    if (request.method === 'DELETE') response.writeHead(deletion).end();
    else if (request.url?.endsWith('/tags/list')) response.end('{"tags":["1","2"]}');
    else response.setHeader('docker-content-digest', manifest).end(content);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}/shop/api`;
}

it('finds a content of a registry under all its tags, and removes it by its digest', async () => {
  const repository = await startRegistry(202);
  const images = await readRegistryImages(repository);
  expect(images).toEqual([
    {
      ...{ id: undefined, otherNames: [], sizeBytes: 7 },
      names: [`${repository}@${manifest}`, `${repository}:1`, `${repository}:2`],
    },
  ]);
  expect(await Promise.all(images.map((image) => removeFromRegistry(repository, image)))).toEqual([[]]);
  expect(requests.at(-1)).toBe(`DELETE /v2/shop/api/manifests/${manifest}`);
});

it('knows an index also by the manifests that it names, so that it stays while pods run one of them', async () => {
  const part = `sha256:${'d'.repeat(64)}`;
  const repository = await startRegistry(202, JSON.stringify({ manifests: [{ digest: part, size: 500 }] }));
  expect(await readRegistryImages(repository)).toMatchObject([{ otherNames: [`${repository}@${part}`], sizeBytes: 0 }]);
});

it('says how a registry that allows no deletion would', async () => {
  const repository = await startRegistry(405);
  const [image] = await readRegistryImages(repository);
  expect(image && (await removeFromRegistry(repository, image))).toEqual([
    `${repository}: the registry allows no deletion. Start it with REGISTRY_STORAGE_DELETE_ENABLED=true`,
  ]);
});
