import type { V1Namespace, V1Secret } from '@kubernetes/client-node';
import { join } from 'node:path';
import { UserError } from '../../lib/errors';
import { readImageFile, type ImageFile } from '../../lib/image-file';
import type { Run } from '../../lib/run';
import { connect, describeApiError, type ClusterApi } from './cluster-api';
import type { Cluster } from './cluster-file';
import { readEnvironment, type Environment } from './environment';
import { findHelm, type Helm } from './helm';
import { attempt, type Obstacles } from './preflight';
import { historySelector, parseHistory, parseLiveImages, type LiveImage, type Revision } from './release-state';
import type { Settings } from './settings';
import { readSnapshot, type Snapshot } from './snapshot';
import { findOrigin, parseRecord, type ReleaseRecord } from './unchanged/release-record';
import { readValuesFile, type ValuesFile } from './values';

/** What the workspace and this machine say. What could not be read is among the obstacles. */
export interface LocalFacts {
  helm: Helm | undefined;
  chart: ValuesFile | undefined;
  baseFiles: readonly ValuesFile[];
  files: readonly ValuesFile[];
  given: Environment;
  /** Whether a variable was set to something that cannot be used; it is then missing in `given`. */
  hasWrongVariables: boolean;
  /** The image of each component of this deploy, or why there is none. */
  images: ReadonlyMap<string, ImageFile | UserError>;
}

/** What the cluster says. */
export interface ClusterFacts {
  version: string;
  namespace: V1Namespace | undefined;
  secret: V1Secret | undefined;
  history: readonly Revision[];
  /** Helm's record of the newest revision, and in which one its content was made. */
  record: ReleaseRecord | undefined;
  origin: number | undefined;
  /** The images of the live release. */
  images: readonly LiveImage[];
  /** How the live release looked. */
  snapshot: Snapshot;
}

/** Reads everything that needs no cluster. */
export async function readLocalFacts(run: Run, settings: Settings, obstacles: Obstacles): Promise<LocalFacts> {
  const { workspace, cwd } = settings;
  const read = (path: string, folders: readonly string[]): Promise<ValuesFile | undefined> =>
    attempt(obstacles, () => readValuesFile(path, folders, workspace));
  const { given, problems } = readEnvironment(workspace, process.env);
  obstacles.push(...problems);
  return {
    helm: await attempt(obstacles, () => findHelm(run, workspace)),
    chart: await read(join(settings.chart, 'values.yaml'), [workspace]),
    baseFiles: present(await Promise.all(settings.baseValues.map((path) => read(path, [workspace])))),
    files: present(await Promise.all(settings.values.map((path) => read(path, [cwd, workspace])))),
    given,
    hasWrongVariables: problems.length > 0,
    images: readImages(settings),
  };
}

/** Reads what lives in the cluster, in bounded time; one obstacle says that it does not answer. */
export async function readClusterFacts(
  cluster: Cluster,
  { namespace, release }: Settings,
  obstacles: Obstacles,
): Promise<{ api: ClusterApi; facts: ClusterFacts } | undefined> {
  return attempt(obstacles, async () => {
    const api = connect(cluster);
    const version = await readVersion(api, cluster);
    const [space, secret, records, snapshot] = await Promise.all([
      api.readNamespace(namespace),
      api.readSecret(namespace, secretName(release)),
      api.listSecrets(namespace, historySelector(release)),
      readSnapshot(api, namespace, release),
    ]).catch((error: unknown) => {
      throw new UserError(
        `Read the namespace "${namespace}" of "${cluster.context}": ${describeApiError(error)}.`,
        'Run: nx status cluster',
        {
          cause: error,
        },
      );
    });
    const history = parseHistory(records);
    const newest = records.find(({ metadata }) => Number(metadata?.labels?.['version']) === history.at(-1)?.revision);
    const record = newest && parseRecord(newest);
    const origin = record && findOrigin(record, records);
    const images = parseLiveImages(snapshot.deployments, snapshot.statefulSets);
    return { api, facts: { version, namespace: space, secret, history, record, origin, images, snapshot } };
  });
}

/** The name of the Secret that the executor keeps for a release. */
export function secretName(release: string): string {
  return `${release}-secrets`;
}

async function readVersion(api: ClusterApi, { context, owned }: Cluster): Promise<string> {
  try {
    return await api.readVersion();
  } catch (cause) {
    throw new UserError(
      `Reach the cluster "${context}": ${describeApiError(cause)}.`,
      owned ? 'Run: nx status cluster, then nx up cluster' : 'Start the cluster, or name another one with --context=…',
      { cause },
    );
  }
}

function readImages({ components, workspace }: Settings): Map<string, ImageFile | UserError> {
  return new Map(components.map(({ key, project, projectRoot }) => [key, readImage(workspace, projectRoot, project)]));
}

function readImage(workspace: string, projectRoot: string, project: string): ImageFile | UserError {
  try {
    return readImageFile(workspace, projectRoot, project);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

function present<T>(items: readonly (T | undefined)[]): T[] {
  return items.filter((item) => item !== undefined);
}
