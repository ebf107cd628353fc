import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How to reach the cluster itself, for tests that look behind the page. */
export interface Cluster {
  context: string;
  kubeconfig: string;
}

/** What is tested. */
export interface Target {
  url: string;
  /** Absent when only an address is known. */
  cluster?: Cluster;
}

/**
 * The deployed application: `BASE_URL` if set, else what `nx up cluster` wrote. This project starts no server of its own.
 * @param workspace root folder
 * @throws an Error that says what to run when there is neither.
 */
export function readTarget(workspace: string): Target {
  const given = process.env['BASE_URL'];
  if (given) return { url: given };
  const file = join(workspace, 'dist/tools/cluster/cluster.json');
  try {
    const { url, context, kubeconfig } = JSON.parse(readFileSync(file, 'utf8')) as Cluster & { url: string };
    return { url, cluster: { context, kubeconfig } };
  } catch (cause) {
    throw new Error(
      'Browser tests: there is no deployed application to test (dist/tools/cluster/cluster.json). Run: npx nx deploy k8s-chart, or set BASE_URL.',
      { cause },
    );
  }
}

export const target = readTarget(join(import.meta.dirname, '../../../..'));
