import { ProcessError, type Run } from '../../lib/run';
import type { Capabilities, Target } from './args';
import { checkPresence, checkPushed } from './check-registry';
import { checkRoom } from './check-room';
import { checkSize } from './check-size';
import { describeApiError, type ClusterApi } from './cluster-api';
import type { Cluster } from './cluster-file';
import { readClusterFacts, readLocalFacts, type ClusterFacts, type LocalFacts } from './facts';
import type { Helm } from './helm';
import { join } from 'node:path';
import { UserError } from '../../lib/errors';
import type { ImageFile } from '../../lib/image-file';
import { buildChosenValues, buildPlan, listSecretKeys, type Plan } from './plan';
import { attempt, checkPlatforms, formatObstacles, type Obstacles } from './preflight';
import { parseObjects, renderChart, type RenderedObject, type Rendering } from './render';
import { checkRights, listRights } from './rights';
import { writePrivate } from './scratch';
import { fullName } from './image-reference';
import { readNodeImages } from './load';
import type { NodeImage } from './node-images';
import type { Settings } from './settings';
import { checkDrift } from './unchanged/drift';
import { isImpure } from './unchanged/impure';
import type { Life, Standing } from './unchanged/judge';
import { decideStanding, readLife, takeWanted } from './unchanged/read-standing';

/** A deploy that nothing is known to stand in the way of. */
export interface Prepared {
  api: ClusterApi;
  cluster: Cluster;
  target: Target;
  local: LocalFacts;
  live: ClusterFacts;
  plan: Plan;
  /** What the release is made of; of one that is unchanged, as Helm recorded it. */
  objects: readonly RenderedObject[];
  standing: Standing;
  /** Whether the chart renders alike each time. */
  rendersAlike: boolean;
}

/**
 * Reads all facts and decides. A release that is unchanged is told from what the API server alone says, in a fraction
 * of a second; for any other, the decision is then checked against nodes, chart and cluster. Nothing is written but
 * values files into the scratch folder.
 *
 * @throws UserError with everything that is in the way, each with its cure
 */
export async function prepare(run: Run, settings: Settings, cluster: Cluster, scratch: string): Promise<Prepared> {
  const obstacles: Obstacles = [];
  const [local, reached] = await Promise.all([
    readLocalFacts(run, settings, obstacles),
    readCluster(cluster, settings, obstacles),
  ]);
  if (reached && local.helm && obstacles.length === 0) {
    const { api, live, life } = reached;
    const { plan, problems } = buildPlan(settings, local, live, trustPods(cluster, live));
    const standing = decideStanding(takeWanted(settings, local, plan), live, life);
    if (standing.kind === 'unchanged' && problems.length === 0) {
      const objects = parseObjects(live.record?.manifest ?? '');
      const target = { helm: local.helm, settings, cluster };
      return { api, cluster, target, local, live, plan, objects, standing, rendersAlike: true };
    }
  }
  return check(run, settings, cluster, scratch, obstacles, local, reached);
}

interface Reached {
  api: ClusterApi;
  live: ClusterFacts;
  life: Life | undefined;
}

async function readCluster(cluster: Cluster, settings: Settings, obstacles: Obstacles): Promise<Reached | undefined> {
  const reached = await readClusterFacts(cluster, settings, obstacles);
  if (!reached) return undefined;
  const { api, facts } = reached;
  // an account without the rights for it is told so with all its other missing rights
  return { api, live: facts, life: await readLife(api, settings, facts).catch(() => undefined) };
}

/** The images of the nodes as far as running pods prove them; enough to see that nothing has changed. Pure. */
function trustPods({ load }: Cluster, { images }: ClusterFacts): NodeImage[][] | undefined {
  if (load !== 'kind' && load !== 'minikube') return undefined;
  return [images.map(({ image }) => ({ name: fullName(image), imageId: '', complete: true }))];
}

async function check(
  run: Run,
  settings: Settings,
  cluster: Cluster,
  scratch: string,
  obstacles: Obstacles,
  local: LocalFacts,
  reached: Reached | undefined,
): Promise<Prepared> {
  const { api, live = unknownCluster, life } = reached ?? {};
  const [nodes, kinds] = await Promise.all([
    reached && attempt(obstacles, () => readNodes(run, cluster)),
    // who may not ask gets what every cluster would
    api?.listKinds().catch(() => []) ?? [],
  ]);
  const { plan, problems } = buildPlan(settings, local, live, nodes);
  const unbuilt = [...local.images.values()].filter((image) => image instanceof UserError);
  obstacles.push(...problems.filter((problem) => reached !== undefined || unbuilt.includes(problem)));
  const images = builtImages(local);
  obstacles.push(...checkCluster(settings, cluster, images, live, plan));
  obstacles.push(...(await checkPresence(run, plan.images, images, cluster, settings)));
  const capable = { ...cluster, version: live.version, kinds };
  const { objects, sources, isAlike } = local.helm
    ? await tryRender(run, settings, capable, local, local.helm, plan, scratch, obstacles)
    : noRendering;
  if (api)
    obstacles.push(
      ...(await tryRights(api, objects, settings, live)),
      ...(await checkRoom(api, settings, live, objects, listSecretKeys(plan, local))),
    );
  obstacles.push(...checkDrift(settings, life?.drift ?? []));
  if (local.chart) obstacles.push(...checkSize(join(settings.workspace, settings.chart), settings.chart));
  if (obstacles.length > 0 || !api || !local.helm) throw formatObstacles(settings, obstacles);
  const standing = decideStanding(takeWanted(settings, local, plan), live, life);
  const target = { helm: local.helm, settings, cluster };
  const rendersAlike = isAlike && !isImpure(join(settings.workspace, settings.chart), sources);
  return { api, cluster, target, local, live, plan, objects, standing, rendersAlike };
}

async function readNodes(run: Run, cluster: Cluster): Promise<NodeImage[][] | undefined> {
  try {
    return await readNodeImages(run, cluster);
  } catch (cause) {
    if (!(cause instanceof ProcessError)) throw cause;
    throw new UserError(
      `Ask the nodes of "${cluster.context}" for their images: ${cause.message}`,
      'Run: nx status cluster',
      {
        cause,
      },
    );
  }
}

/** All values files of a deploy in Helm's order: the configuration's, our defaults, the user's, our choices. */
export function writeValuesFiles(local: LocalFacts, plan: Plan, scratch: string): string[] {
  return [
    ...local.baseFiles.map(({ text }, index) => writePrivate(scratch, `base-${index}.yaml`, text)),
    writePrivate(scratch, 'defaults.json', plan.defaults),
    ...local.files.map(({ text }, index) => writePrivate(scratch, `values-${index}.yaml`, text)),
    writePrivate(scratch, 'chosen.json', buildChosenValues(plan, local.chart?.values ?? {})),
  ];
}

const unknownCluster: ClusterFacts = {
  version: '',
  namespace: undefined,
  secret: undefined,
  history: [],
  record: undefined,
  origin: undefined,
  images: [],
  snapshot: { time: 0, deployments: [], statefulSets: [], replicaSets: [], jobs: [], pods: [], events: [] },
};
const noRendering: Rendering = { objects: [], sources: [], isAlike: true };

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
  cluster: Cluster & Capabilities,
  local: LocalFacts,
  helm: Helm,
  plan: Plan,
  scratch: string,
  obstacles: Obstacles,
): Promise<Rendering> {
  const isReadable =
    local.files.length === settings.values.length && local.baseFiles.length === settings.baseValues.length;
  if (!local.chart || !isReadable) return noRendering;
  const files = [local.chart, ...local.baseFiles, ...local.files];
  const target = { helm, settings, cluster };
  const rendered = await attempt(obstacles, () =>
    renderChart(run, target, files, writeValuesFiles(local, plan, scratch), settings.workspace, cluster),
  );
  return rendered ?? noRendering;
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
