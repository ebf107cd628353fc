import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Cluster,
  ensureImageBytes,
  findEngine,
  loadImage,
  nodesHave,
  readNodeImages,
  run,
} from '@todo-app/executors';
import { workspaceFolder } from '../test/chart';

const owners = {
  backend: { project: 'backend', projectRoot: 'apps/backend' },
  frontend: { project: 'frontend', projectRoot: 'apps/frontend' },
  gateway: { project: 'gateway', projectRoot: 'apps/gateway' },
  postgres: { project: 'k8s-chart', projectRoot: 'libs/k8s-chart' },
};

export type ImageValues = Readonly<Record<keyof typeof owners, { image: { repository: string; tag: string } }>>;

/** Puts the project's own images into the nodes that lack them, and returns the values that name them. */
export async function provideImages(cluster: Cluster): Promise<ImageValues> {
  const engine = await findEngine(run, workspaceFolder, 'auto');
  const scratch = mkdtempSync(join(tmpdir(), 'chart-images-'));
  const provide = async (owner: { project: string; projectRoot: string }) => {
    const { repository, tag, imageId, sizeBytes } = await ensureImageBytes(run, engine, {
      root: workspaceFolder,
      ...owner,
    });
    const reference = `${repository}:${tag}`;
    const nodes = await readNodeImages(run, cluster);
    if (nodes && !nodesHave(nodes, reference, imageId)) {
      await loadImage(run, cluster, { engine, imageId, sizeBytes, reference }, scratch);
    }
    return { image: { repository, tag } };
  };
  try {
    return {
      backend: await provide(owners.backend),
      frontend: await provide(owners.frontend),
      gateway: await provide(owners.gateway),
      postgres: await provide(owners.postgres),
    };
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
