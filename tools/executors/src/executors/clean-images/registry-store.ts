import { manifestTypes } from '../../lib/registry';
import type { StoredImage } from './choose';

const ask = (url: string, method: 'GET' | 'DELETE' = 'GET'): Promise<Response> =>
  fetch(url, { method, headers: { accept: manifestTypes }, signal: AbortSignal.timeout(15_000) });

/**
 * Lists what a registry on this machine has in one repository, by digest.
 *
 * @param repository with the registry, such as `127.0.0.1:5000/todo-app/backend`
 */
export async function readRegistryImages(repository: string): Promise<StoredImage[]> {
  const base = locate(repository);
  const { tags } = (await (await ask(`${base}/tags/list`)).json()) as { tags?: readonly string[] | null };
  const found = new Map<string, StoredImage>();
  for (const tag of tags ?? []) {
    const response = await ask(`${base}/manifests/${tag}`);
    const digest = response.headers.get('docker-content-digest');
    if (!response.ok || !digest) continue;
    const name = `${repository}:${tag}`;
    const known = found.get(digest);
    if (known) {
      found.set(digest, { ...known, names: [...known.names, name] });
      continue;
    }
    const manifest = await response.json();
    found.set(digest, {
      id: undefined,
      names: [`${repository}@${digest}`, name],
      otherNames: listParts(manifest).map((part) => `${repository}@${part}`),
      sizeBytes: sumSizes(manifest),
    });
  }
  return [...found.values()];
}

/**
 * Removes a content by its digest, which takes all its tags along. The room is free once the registry has collected its
 * garbage.
 *
 * @returns why it could not be removed, if so
 */
export async function removeFromRegistry(repository: string, { names }: StoredImage): Promise<string[]> {
  const digest = names.find((name) => name.includes('@'))?.split('@')[1] ?? '';
  const { status } = await ask(`${locate(repository)}/manifests/${digest}`, 'DELETE');
  if (status === 202 || status === 404) return [];
  return [
    status === 405
      ? `${repository}: the registry allows no deletion. Start it with REGISTRY_STORAGE_DELETE_ENABLED=true`
      : `${repository}@${digest}: the registry answered ${status}`,
  ];
}

function locate(repository: string): string {
  const [host, ...path] = repository.split('/');
  return `http://${host}/v2/${path.join('/')}`;
}

/**
 * The digests of the manifests that an index names. Pods may run one of them, which only the index keeps from a registry
 * that collects untagged manifests too. Pure.
 */
function listParts(manifest: unknown): string[] {
  const { manifests = [] } = manifest as { manifests?: readonly { digest: string }[] };
  return manifests.map(({ digest }) => digest);
}

/** The size of what a manifest names; an index names manifests only. Pure. */
export function sumSizes(manifest: unknown): number {
  const { config, layers = [] } = manifest as { config?: { size: number }; layers?: readonly { size: number }[] };
  return [...(config ? [config] : []), ...layers].reduce((sum, { size }) => sum + size, 0);
}
