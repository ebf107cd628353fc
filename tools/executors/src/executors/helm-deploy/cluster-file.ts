import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '../../lib/engine';
import { UserError } from '../../lib/errors';

/** How images get into the nodes of a cluster. */
export type Load = 'kind' | 'minikube' | 'registry' | 'none';

/** Which cluster to deploy to: the contract with `nx up cluster`, which writes it to `dist/tools/cluster/cluster.json`. */
export interface Cluster {
  provider: string;
  /** Whether `nx up cluster` made it. */
  owned: boolean;
  context: string;
  /** Path of the kubeconfig that has the context. */
  kubeconfig: string;
  nodes: readonly { name: string; architecture: string }[];
  load: Load;
  /** Where port 30080 of a node answers, or `null`. */
  url: string | null;
  /** The engine that carries the nodes as containers, or `null`. */
  engine: Engine | null;
}

/** Where `nx up cluster` writes what it found, relative to the workspace. */
export const clusterFile = 'dist/tools/cluster/cluster.json';

const again = 'Run: nx up cluster';
const loads: readonly unknown[] = ['kind', 'minikube', 'registry', 'none'];

/**
 * Reads `dist/tools/cluster/cluster.json`.
 *
 * @param context the one that the user named, for the command in the error
 * @throws UserError that names the file, the field and the command that makes it, if it is absent or broken
 */
export function readClusterFile(workspace: string, context?: string): Cluster {
  try {
    return parseCluster(readFileSync(join(workspace, clusterFile), 'utf8'));
  } catch (error) {
    if (error instanceof UserError) throw error;
    const command = context === undefined ? again : `${again} --context=${context}`;
    throw new UserError(`Find the cluster to deploy to: there is no ${clusterFile}.`, command, { cause: error });
  }
}

/** Checks the text of a cluster.json. Pure. */
export function parseCluster(text: string): Cluster {
  const seen = parseObject(text);
  const checks: Record<keyof Cluster, (value: unknown) => boolean> = {
    provider: isText,
    owned: (value) => typeof value === 'boolean',
    context: isText,
    kubeconfig: isText,
    nodes: (value) => Array.isArray(value) && value.every(isNode),
    load: (value) => loads.includes(value),
    url: (value) => value === null || value === undefined || isText(value),
    engine: (value) => value === null || value === undefined || isEngine(value),
  };
  for (const [name, isGood] of Object.entries(checks)) {
    if (!isGood(seen[name])) {
      throw new UserError(`Read ${clusterFile}: "${name}" is ${JSON.stringify(seen[name]) ?? 'missing'}.`, again);
    }
  }
  return { ...seen, url: seen['url'] ?? null, engine: seen['engine'] ?? null } as unknown as Cluster;
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value = JSON.parse(text) as unknown;
    if (isRecord(value)) return value;
  } catch {
    // said below, as for any other text that is no object
  }
  throw new UserError(`Read ${clusterFile}: it holds no JSON object.`, again);
}

function isNode(value: unknown): boolean {
  return isRecord(value) && isText(value['name']) && isText(value['architecture']);
}

function isEngine(value: unknown): boolean {
  return isRecord(value) && (value['program'] === 'podman' || value['program'] === 'docker') && isRecord(value['env']);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.length > 0;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
