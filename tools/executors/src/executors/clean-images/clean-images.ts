import { randomBytes } from 'node:crypto';
import { findEngine } from '../../lib/engine';
import { UserError } from '../../lib/errors';
import { readImageFile, type ImageFile } from '../../lib/image-file';
import { findRegistry, isLoopback } from '../../lib/registry';
import type { Run } from '../../lib/run';
import { describeApiError, type ClusterApi } from '../helm-deploy/cluster-api';
import type { Cluster } from '../helm-deploy/cluster-file';
import { parseReference } from '../helm-deploy/image-reference';
import { acquireLock } from '../helm-deploy/lease/lease';
import { makeDeployId } from '../helm-deploy/receipt/receipt';
import { parseRecord } from '../helm-deploy/unchanged/release-record';
import { chooseRemovals, type Removal, type StoredImage } from './choose';
import { readEngineImages, removeEngineImages } from './engine-store';
import { listNeeds, shortName, type Needs } from './needs';
import { readNodeStores } from './node-store';
import { readRegistryImages, removeFromRegistry } from './registry-store';
import type { CleanedStore } from './report';
import type { CleanSettings } from './settings';

/** What surrounds the work. */
export interface Surroundings {
  run: Run;
  print: (line: string) => void;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
}

/** Looks into all stores, and removes what nothing needs where that is wished; no deploy of the release runs meanwhile. */
export async function cleanImages(
  settings: CleanSettings,
  cluster: Cluster,
  api: ClusterApi,
  { run, print, signal }: Surroundings,
): Promise<CleanedStore[]> {
  const { namespace } = settings;
  if (settings.dryRun || !(await api.readNamespace(namespace))) return cleanAll(run, settings, cluster, api);
  const id = makeDeployId(new Date(), randomBytes(3).toString('hex'));
  const lock = await acquireLock(api, { ...settings, id, wait: true, signal, tell: print });
  try {
    return await cleanAll(run, settings, cluster, api);
  } finally {
    await lock.release();
  }
}

async function cleanAll(run: Run, settings: CleanSettings, cluster: Cluster, api: ClusterApi): Promise<CleanedStore[]> {
  const images = readImages(settings);
  const needs = await readNeeds(api, images);
  const repositories = [...images.map(({ repository }) => repository), ...settings.repositories];
  const ours = new Set(repositories.map(shortName));
  const engine = await findEngine(run, settings.workspace, 'auto');
  const choose = (stored: readonly StoredImage[]): Removal[] => chooseRemovals(stored, needs, ours);
  const { dryRun } = settings;
  const ofEngine = choose(await readEngineImages(run, engine));
  const stores: CleanedStore[] = [
    {
      kind: 'engine',
      name: engine.program,
      removals: ofEngine,
      isCleaned: true,
      failures: dryRun ? [] : await removeEngineImages(run, engine, ofEngine),
    },
  ];
  for (const { name, images: stored, remove } of await readNodeStores(run, cluster)) {
    const removals = choose(stored);
    const failures = dryRun ? [] : (await inTurn(removals, remove)).flat();
    stores.push({ kind: 'node', name, removals, isCleaned: true, failures });
  }
  for (const repository of new Set(listPushed(needs, ours, repositories))) {
    stores.push(await cleanRegistry(repository, settings, choose));
  }
  return stores;
}

/** What is deleted in a registry is gone for every cluster, so that it is only told unless it is wished by name. */
async function cleanRegistry(
  repository: string,
  { dryRun, registry }: CleanSettings,
  choose: (stored: readonly StoredImage[]) => Removal[],
): Promise<CleanedStore> {
  const store = { kind: 'registry', name: repository, removals: [], isCleaned: false } as const;
  const host = findRegistry(repository) ?? '';
  if (!isLoopback(host))
    return { ...store, failures: [`${host} is not on this machine; use its own rules of retention`] };
  try {
    const removals = choose(await readRegistryImages(repository));
    const isCleaned = registry && !dryRun;
    const failures = isCleaned
      ? (await inTurn(removals, ({ image }) => removeFromRegistry(repository, image))).flat()
      : [];
    return { ...store, removals, isCleaned, failures };
  } catch (error) {
    return { ...store, failures: [`${host} does not answer (${describeApiError(error)})`] };
  }
}

/** The repositories of ours in registries that something was pushed to. */
function listPushed({ references }: Needs, ours: ReadonlySet<string>, repositories: readonly string[]): string[] {
  const named = [...references].map((reference) => parseReference(reference).repository);
  return [...named.filter((name) => ours.has(name)), ...repositories].filter(
    (name) => findRegistry(name) !== undefined,
  );
}

/** @throws UserError if it cannot be known what others need */
async function readNeeds(api: ClusterApi, images: readonly ImageFile[]): Promise<Needs> {
  try {
    const [pods, records] = await Promise.all([api.listAllPods(), api.listAllSecrets('owner=helm')]);
    const manifests = records.map((record) => parseRecord(record)?.manifest ?? explainRecord(record.metadata?.name));
    return listNeeds(pods, manifests, images);
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw new UserError(
      `Find out which images are needed: ${describeApiError(cause)}.`,
      'Use an account that may list the pods and secrets of all namespaces, or nx status cluster.',
      { cause },
    );
  }
}

function explainRecord(name: string | undefined): never {
  throw new UserError(
    `Find out which images are needed: the record ${name} of Helm cannot be read.`,
    'Nothing was removed. Remove the record first if it is of no use.',
  );
}

function readImages({ workspace, components }: CleanSettings): ImageFile[] {
  return components.flatMap(({ projectRoot, project }) => {
    try {
      return [readImageFile(workspace, projectRoot, project)];
    } catch (error) {
      if (error instanceof UserError) return [];
      throw error;
    }
  });
}

async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}
