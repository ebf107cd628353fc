import { type Run, runOrThrow } from '../../lib/run';
import type { Cluster } from '../helm-deploy/cluster-file';
import type { Removal, StoredImage } from './choose';

/** The images of one node, or of all nodes where they are asked together. */
export interface NodeStore {
  name: string;
  images: readonly StoredImage[];
  remove: (removal: Removal) => Promise<string[]>;
}

/** Looks into the nodes; those that fetch images by themselves also clean by themselves. */
export async function readNodeStores(run: Run, cluster: Cluster): Promise<NodeStore[]> {
  const options = { env: cluster.engine?.env ?? {}, timeoutSeconds: 120 };
  const remove = async (argv: readonly string[]): Promise<string[]> => {
    const { exitCode, stderr } = await run(argv, options);
    return exitCode === 0 ? [] : [stderr.trim().split('\n').at(-1) ?? ''];
  };
  if (cluster.load === 'kind') {
    const stores = cluster.nodes.map(async ({ name }) => {
      const ctr = [cluster.engine?.program ?? 'docker', 'exec', name, 'ctr', '-n', 'k8s.io', 'images'];
      const { stdout } = await runOrThrow(run, [...ctr, 'ls'], options);
      return {
        name,
        images: parseContainerdImages(stdout),
        remove: (removal: Removal) => remove([...ctr, 'rm', '--sync', ...listNames(removal)]),
      };
    });
    return Promise.all(stores);
  }
  if (cluster.load === 'minikube') {
    const image = (...words: readonly string[]): string[] => ['minikube', 'image', ...words, '-p', cluster.context];
    const { stdout } = await runOrThrow(run, image('ls', '--format', 'json'), options);
    const images = parseCriImages(stdout);
    return [{ name: cluster.context, images, remove: ({ names }) => remove(image('rm', ...names)) }];
  }
  return [];
}

/** In containerd the kubelet's name of an image, its id, keeps the content too. */
function listNames({ image, names, isWhole }: Removal): string[] {
  return isWhole && image.id ? [...names, image.id] : [...names];
}

const units: Readonly<Record<string, number>> = { B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 };

/** Reads the table of `ctr images ls`: rows of one digest are names of one content, `sha256:…` the kubelet's. Pure. */
export function parseContainerdImages(table: string): StoredImage[] {
  const rows = table
    .split('\n')
    .map((line) => /^(\S+)\s+\S+\s+(sha256:\S+)\s+([\d.]+) (\w+)/.exec(line))
    .filter((row) => row !== null)
    .map(([, name = '', digest = '', size = '', unit = '']) => ({
      name,
      digest,
      bytes: Number(size) * (units[unit] ?? 1),
    }));
  return [...new Set(rows.map(({ digest }) => digest))].map((digest) => {
    const ofDigest = rows.filter((row) => row.digest === digest);
    return {
      id: ofDigest.find(({ name }) => name.startsWith('sha256:'))?.name,
      names: ofDigest.filter(({ name }) => !name.startsWith('sha256:')).map(({ name }) => name),
      otherNames: [],
      sizeBytes: ofDigest[0]?.bytes ?? 0,
    };
  });
}

interface CriImage {
  id: string;
  repoTags?: readonly string[] | null;
  repoDigests?: readonly string[] | null;
  size?: string;
}

/** Reads `minikube image ls --format json`. Pure. */
export function parseCriImages(json: string): StoredImage[] {
  return (JSON.parse(json || '[]') as CriImage[]).map(({ id, repoTags, repoDigests, size }) => ({
    id: id.startsWith('sha256:') ? id : `sha256:${id}`,
    names: repoTags ?? [],
    otherNames: repoDigests ?? [],
    sizeBytes: Number(size ?? 0),
  }));
}
