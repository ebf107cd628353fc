import { UserError } from '../../lib/errors';
import { bindSignal } from '../../lib/interrupt';
import type { Run } from '../../lib/run';
import { conclude } from './conclude';
import { chooseCluster } from './choose-cluster';
import { fullName, formatReference } from './image-reference';
import { keepNamespace, keepSecret } from './keep-secret';
import { loadImages } from './load-images';
import type { Output } from './output';
import { prepare, writeValuesFiles, type Prepared } from './prepare';
import { formatReady } from './report';
import { rollOut, type RollOut } from './roll-out';
import { workloadId, type Workload } from './rollout';
import type { Settings } from './settings';
import { createUnblock } from './stuck-pods';

/** What surrounds the work of one deploy. */
export interface Surroundings {
  run: Run;
  output: Output;
  /** A private folder that is removed at the end. */
  scratch: string;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
}

/** The whole deploy, in order. Nothing is written to the cluster before everything was checked. */
export async function deploy(settings: Settings, { run, output, scratch, signal }: Surroundings): Promise<boolean> {
  const cluster = chooseCluster(settings);
  const prepared = await prepare(run, settings, cluster, scratch);
  output.step('cluster', `${cluster.context} ${prepared.live.version}, namespace ${settings.namespace}`);
  if (settings.dryRun) return printPlan(settings, prepared, output);
  signal.throwIfAborted();
  const images = await loadImages(bindSignal(run, signal), settings, cluster, prepared.plan.images, scratch, output);
  signal.throwIfAborted();
  const plan = { ...prepared.plan, images };
  const final = { ...prepared, plan };
  const isNew = await keepNamespace(prepared.api, settings, prepared.live);
  const isWritten = await keepSecret(prepared.api, settings, plan.secret);
  output.step(
    'secret',
    `${plan.secret ? `${plan.secret.name} ${isWritten ? 'written' : 'unchanged'}` : 'none of ours'}${isNew ? ', namespace made' : ''}`,
  );
  signal.throwIfAborted();
  const helmStarted = Date.now();
  const outcome = await rollOut(run, buildRollOut(settings, final, { output, scratch, signal }));
  if (outcome.kind === 'ready') output.step('release', formatReady(outcome.workloads));
  return conclude({ run, settings, prepared: final, output, helmStarted, signal }, outcome);
}

function buildRollOut(
  settings: Settings,
  { api, target, local, plan, cluster }: Prepared,
  { output, scratch, signal }: Omit<Surroundings, 'run'>,
): RollOut {
  const ours = new Set(plan.images.map(({ reference }) => fullName(formatReference(reference))));
  const isLocal = cluster.load === 'kind' || cluster.load === 'minikube';
  return {
    api,
    target,
    valuesFiles: writeValuesFiles(local, plan, scratch),
    workspace: settings.workspace,
    context: {
      allowedRestarts: 1,
      isLocalOnly: (image) => isLocal && ours.has(fullName(image)) && !namedByUser(plan.images, image),
      canGrow: cluster.provider === 'other',
    },
    signal,
    onLine: output.detail,
    onProgress: createProgress(output),
    unblock: createUnblock(api, (line) => {
      output.step('rollout', line);
    }),
  };
}

function namedByUser(images: Prepared['plan']['images'], image: string): boolean {
  return images.some(
    ({ reason, reference }) =>
      reason === 'named in the values' && fullName(formatReference(reference)) === fullName(image),
  );
}

/** Says of each component when it became ready; of one that was ready all along, nothing. */
function createProgress(output: Output): (workloads: readonly Workload[]) => void {
  const waiting = new Set<string>();
  return (workloads) => {
    for (const workload of workloads) {
      const id = workloadId(workload);
      if (!workload.isDone) waiting.add(id);
      else if (waiting.delete(id)) output.step('rollout', formatReady([workload]));
    }
  };
}

function printPlan({ release }: Settings, { plan }: Prepared, output: Output): boolean {
  const images = plan.images.map(({ key, reference, reason, load }) => ({
    component: key,
    image: formatReference(reference),
    reason,
    load: load !== undefined,
  }));
  const lines = images.map(
    ({ image, reason, load }) => `  ${image} (${reason})${load ? ', to be put into the node' : ''}`,
  );
  const secret = plan.secret?.changed.length
    ? `  Secret ${plan.secret.name}: ${plan.secret.changed.join(', ')} to be written`
    : '  Secret unchanged';
  output.result([`Dry run of "${release}": nothing was changed.`, ...lines, secret].join('\n'), {
    status: 'planned',
    images,
    secret: plan.secret ? { name: plan.secret.name, changed: plan.secret.changed } : null,
  });
  return true;
}

/** The letter for a deploy that ended before Helm was started. */
export function explainEarlyEnd({ release, command }: Settings): UserError {
  return new UserError(
    `Deploy "${release}" interrupted before Helm was started: the release is as it was.`,
    `To go on: ${command}`,
  );
}
