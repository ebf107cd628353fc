import { randomBytes } from 'node:crypto';
import type { Run } from '../../lib/run';
import { bindSignal, joinSignals } from '../../lib/interrupt';
import { readRevisions } from '../../release/revisions';
import { buildRollbackArgs, type ReleaseTarget } from '../helm-deploy/args';
import { chooseCluster } from '../helm-deploy/choose-cluster';
import { connect, type ClusterApi } from '../helm-deploy/cluster-api';
import type { Cluster } from '../helm-deploy/cluster-file';
import { findHelm } from '../helm-deploy/helm';
import { fullName } from '../helm-deploy/image-reference';
import { decideHealing, heal } from '../helm-deploy/lease/heal';
import { acquireLock, type Lock } from '../helm-deploy/lease/lease';
import type { Output } from '../helm-deploy/output';
import { makeDeployId } from '../helm-deploy/receipt/receipt';
import { rollOut, type Outcome } from '../helm-deploy/roll-out';
import { tellRollout } from '../helm-deploy/tell-rollout';
import { conclude } from './conclude';
import { findMissing } from './find-missing';
import { planRollback, type RollbackPlan } from './plan-rollback';
import type { RollbackSettings } from './settings';
import { waitAfter } from './wait-after';

/** What surrounds the work. */
export interface Surroundings {
  run: Run;
  output: Output;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
}

/** What every step needs. */
export interface Workplace extends Surroundings {
  settings: RollbackSettings;
  cluster: Cluster;
  api: ClusterApi;
  target: ReleaseTarget;
}

/** The whole way back, in order. Nothing is changed before it was decided, and under the lock. */
export async function rollBack(settings: RollbackSettings, surroundings: Surroundings): Promise<boolean> {
  const { run, output, signal } = surroundings;
  const cluster = chooseCluster(settings);
  const api = connect(cluster);
  const helm = await findHelm(run, settings.workspace);
  const target = { helm, settings: { ...settings, drift: 'repair' as const }, cluster };
  const place: Workplace = { ...surroundings, settings, cluster, api, target };
  output.step('cluster', `${cluster.context}, namespace ${settings.namespace}`);
  const first = await decide(place);
  if (settings.dryRun) return tellPlan(place, first);
  const lock = await lockRelease(place);
  try {
    const held = { ...place, signal: joinSignals(signal, lock.lost) };
    const isOther = await settle(held, first, lock);
    const plan = isOther ? await decide(held) : first;
    held.signal.throwIfAborted();
    return await conclude(held, plan, (revision) => watchRollback(held, plan, revision));
  } finally {
    await lock.release();
  }
}

/** Decides, and says what was decided. */
async function decide({ run, settings, cluster, api, output, signal }: Workplace): Promise<RollbackPlan> {
  const plan = await planRollback(api, settings, (references) =>
    findMissing(bindSignal(run, signal), settings.workspace, cluster, references),
  );
  for (const line of plan.passedOver) output.note('past', line);
  output.step('target', `revision ${plan.target.revision}, seen healthy ${plan.target.receipt?.time ?? ''}`);
  for (const line of plan.difference) output.note('changes', line);
  for (const line of plan.unreadable) output.note('schema', `${line}: not known to the older code, forced`);
  return plan;
}

function tellPlan({ settings, output }: Workplace, { target, difference, passedOver }: RollbackPlan): boolean {
  const { release, command } = settings;
  output.result(`Dry run: nothing was changed. To go back "${release}" to revision ${target.revision}: ${command}`, {
    status: 'planned',
    revision: target.revision,
    difference,
    passedOver,
  });
  return true;
}

function lockRelease({ api, settings, output, signal }: Workplace): Promise<Lock> {
  const tell = (line: string): void => {
    output.note('lock', line);
  };
  const id = makeDeployId(new Date(), randomBytes(3).toString('hex'));
  return acquireLock(api, { ...settings, id, wait: settings.lock === 'wait', signal, tell });
}

/** Puts right what a dead deploy left; says whether all facts have to be read again. */
async function settle(place: Workplace, { current }: RollbackPlan, { tookOver }: Lock): Promise<boolean> {
  const { api, run, settings, target, output } = place;
  const history = await readRevisions(api, settings);
  const { timeoutSeconds, command } = settings;
  const healing = decideHealing({ history, record: history.at(-1), tookOver, timeoutSeconds, now: Date.now() });
  const isHealed = await heal(run, target, healing, command, (line) => {
    output.note('repair', line);
  });
  const last = history.at(-1);
  return isHealed || last?.revision !== current.revision || last.status !== current.status;
}

/** Has Helm go to a revision, and watches the pods. */
function watchRollback(
  place: Workplace,
  { current, target: { receipt } }: RollbackPlan,
  revision: number,
): Promise<Outcome> {
  const { run, settings, cluster, api, target, output, signal } = place;
  const images = [...Object.values(receipt?.images ?? {}), ...Object.values(current.receipt?.images ?? {})];
  const ours = new Set(images.map(({ reference }) => fullName(reference)));
  const isLocal = cluster.load === 'kind' || cluster.load === 'minikube';
  return rollOut(waitAfter(run, api, settings), {
    api,
    namespace: settings.namespace,
    release: settings.release,
    argv: buildRollbackArgs(target, revision),
    workspace: settings.workspace,
    context: {
      isLocalOnly: (image) => isLocal && ours.has(fullName(image)),
      canGrow: cluster.provider === 'other',
    },
    signal,
    ...tellRollout(api, output),
  });
}
