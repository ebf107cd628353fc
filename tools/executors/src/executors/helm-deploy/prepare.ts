import type { Run } from '../../lib/run';
import type { Target } from './args';
import { checkPresence, checkPushed } from './check-registry';
import { describeApiError, type ClusterApi } from './cluster-api';
import type { Cluster } from './cluster-file';
import { readClusterFacts, readLocalFacts, type ClusterFacts, type LocalFacts } from './facts';
import type { Helm } from './helm';
import { UserError } from '../../lib/errors';
import type { ImageFile } from '../../lib/image-file';
import { buildChosenValues, buildPlan, type Plan } from './plan';
import { attempt, checkHistory, checkPlatforms, formatObstacles, type Obstacles } from './preflight';
import { renderChart, type RenderedObject } from './render';
import { checkRights, listRights } from './rights';
import { writePrivate } from './scratch';
import type { Settings } from './settings';

/** A deploy that nothing is known to stand in the way of. */
export interface Prepared {
  api: ClusterApi;
  cluster: Cluster;
  target: Target;
  local: LocalFacts;
  live: ClusterFacts;
  plan: Plan;
  objects: readonly RenderedObject[];
}

/**
 * Reads all facts, decides, and checks the decision against chart and cluster. Nothing is written but values files
 * into the scratch folder.
 *
 * @throws UserError with everything that is in the way, each with its cure
 */
export async function prepare(run: Run, settings: Settings, cluster: Cluster, scratch: string): Promise<Prepared> {
  const obstacles: Obstacles = [];
  const [local, reached] = await Promise.all([
    readLocalFacts(run, settings, obstacles),
    readClusterFacts(run, cluster, settings, obstacles),
  ]);
  const { api, facts: live = unknownCluster } = reached ?? {};
  const { plan, problems } = buildPlan(settings, local, live);
  const unbuilt = [...local.images.values()].filter((image) => image instanceof UserError);
  obstacles.push(...problems.filter((problem) => reached !== undefined || unbuilt.includes(problem)));
  const images = builtImages(local);
  obstacles.push(...checkCluster(settings, cluster, images, live, plan));
  obstacles.push(...(await checkPresence(run, plan.images, images, cluster, settings)));
  const objects = local.helm
    ? await tryRender(run, settings, { ...cluster, version: live.version }, local, local.helm, plan, scratch, obstacles)
    : [];
  if (api) obstacles.push(...(await tryRights(api, objects, settings, live)));
  if (obstacles.length > 0 || !api || !local.helm) throw formatObstacles(settings, obstacles);
  return { api, cluster, target: { program: local.helm.program, settings, cluster }, local, live, plan, objects };
}

/** All values files of a deploy in Helm's order: the configuration's, our defaults, the user's, our choices. */
export function writeValuesFiles(local: LocalFacts, plan: Plan, scratch: string): string[] {
  return [
    ...local.baseFiles.map(({ path }) => path),
    writePrivate(scratch, 'defaults.json', plan.defaults),
    ...local.files.map(({ path }) => path),
    writePrivate(scratch, 'chosen.json', buildChosenValues(plan, local.chart?.values ?? {})),
  ];
}

const unknownCluster: ClusterFacts = {
  version: '',
  namespace: undefined,
  secret: undefined,
  history: [],
  workloads: [],
  nodes: undefined,
};

function builtImages({ images }: LocalFacts): ReadonlyMap<string, ImageFile> {
  return new Map([...images].filter((entry): entry is [string, ImageFile] => !(entry[1] instanceof UserError)));
}

function checkCluster(
  settings: Settings,
  cluster: Cluster,
  images: ReadonlyMap<string, ImageFile>,
  live: ClusterFacts,
  plan: Plan,
): UserError[] {
  const isEnding = live.namespace?.status?.phase === 'Terminating';
  return [
    ...(isEnding
      ? [
          new UserError(
            `The namespace "${settings.namespace}" is being deleted.`,
            `Wait until it is gone: kubectl wait --for=delete namespace/${settings.namespace}`,
          ),
        ]
      : []),
    ...checkHistory(settings, live.history),
    ...checkPlatforms(
      plan.images.flatMap(({ load }) => (load ? [load] : [])),
      cluster,
    ),
    ...checkPushed(plan.images, images, cluster, settings),
  ];
}

async function tryRender(
  run: Run,
  settings: Settings,
  cluster: Cluster & Pick<ClusterFacts, 'version'>,
  local: LocalFacts,
  helm: Helm,
  plan: Plan,
  scratch: string,
  obstacles: Obstacles,
): Promise<RenderedObject[]> {
  const isReadable =
    local.files.length === settings.values.length && local.baseFiles.length === settings.baseValues.length;
  if (!local.chart || !isReadable) return [];
  const files = [local.chart, ...local.baseFiles, ...local.files];
  const target = { program: helm.program, settings, cluster };
  const rendered = await attempt(obstacles, () =>
    renderChart(run, target, files, writeValuesFiles(local, plan, scratch), settings.workspace, cluster.version),
  );
  return rendered ?? [];
}

async function tryRights(
  api: ClusterApi,
  objects: readonly RenderedObject[],
  { namespace }: Settings,
  live: ClusterFacts,
): Promise<UserError[]> {
  try {
    return await checkRights(api, listRights(objects, live.namespace === undefined), namespace);
  } catch (cause) {
    return [
      new UserError(`Ask which rights this account has: ${describeApiError(cause)}.`, 'Run: nx status cluster', {
        cause,
      }),
    ];
  }
}
