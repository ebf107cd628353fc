import { findEngine, hasImage } from '../../lib/engine';
import { findRegistry, readPresence } from '../../lib/registry';
import type { Run } from '../../lib/run';
import type { Cluster } from '../helm-deploy/cluster-file';
import { parseReference } from '../helm-deploy/image-reference';
import { readNodeImages } from '../helm-deploy/load';
import { nodesHave } from '../helm-deploy/node-images';

/** Which of some images are gone: from the nodes, from the engine that they share, or from the registry. */
export async function findMissing(
  run: Run,
  workspace: string,
  cluster: Cluster,
  references: readonly string[],
): Promise<string[]> {
  const nodes = await readNodeImages(run, cluster);
  const absent = nodes ? references.filter((reference) => !nodesHave(nodes, reference)) : references;
  if (absent.length === 0) return [];
  const engine = await findEngine(run, workspace, 'auto').catch(() => ({ program: 'podman', env: {} }) as const);
  const checks = absent.map(async (reference) => {
    const { repository, digest } = parseReference(reference);
    if (cluster.load === 'none') return await hasImage(run, engine, reference);
    // nodes that are given their images can still fetch one that a registry has
    if (!digest || !findRegistry(repository)) return !nodes;
    const presence = await readPresence(run, engine, repository, digest);
    return nodes ? presence === 'present' : presence !== 'absent';
  });
  const there = await Promise.all(checks);
  return absent.filter((_, index) => !there[index]);
}
