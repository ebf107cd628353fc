import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { UserError } from '../../lib/errors';
import { imagePart } from '../../lib/events';
import { bindSignal, joinSignals } from '../../lib/interrupt';
import type { Run } from '../../lib/run';
import { buildUpgradeArgs } from './args';
import { conclude, concludeUnchanged } from './conclude';
import { chooseCluster } from './choose-cluster';
import { fullName, formatReference } from './image-reference';
import { keepNamespace, keepSecret } from './keep-secret';
import { decideHealing, heal } from './lease/heal';
import { acquireLock, type Lock } from './lease/lease';
import { loadImages } from './load-images';
import type { Output } from './output';
import { prepare, writeValuesFiles, type Prepared } from './prepare';
import { readCommit } from './receipt/commit';
import { readFiles } from './receipt/files';
import { keepReceipt } from './receipt/keep-receipt';
import { listBreaking, listReadable } from './receipt/migrations';
import { buildDeployLabels, makeDeployId } from './receipt/receipt';
import { historySelector, parseHistory } from './release-state';
import { formatReady } from './report';
import { rollOut, type RollOut } from './roll-out';
import type { Settings } from './settings';
import { tellRollout } from './tell-rollout';
import { awaitReady } from './unchanged/await-ready';
import { buildLabels, revisionLabel } from './unchanged/fingerprint';
import { takeWanted } from './unchanged/read-standing';
import { describeStanding, type FilesOfParts } from './unchanged/reasons';

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
export async function deploy(settings: Settings, surroundings: Surroundings): Promise<boolean> {
  const { run, output, scratch, signal } = surroundings;
  const cluster = chooseCluster(settings);
  output.progress('release', 'looking at what runs');
  const found = await prepare(run, settings, cluster, scratch);
  output.step('cluster', `${cluster.context} ${found.live.version}, namespace ${settings.namespace}`);
  tellImages(found.plan.images, output);
  if (settings.dryRun) return printPlan(settings, found, await readFiles(found, settings), output);
  const prepared = found.standing.kind === 'unready' ? await giveTime(settings, surroundings, found) : found;
  if (prepared.standing.kind === 'unchanged') return concludeUnchanged({ settings, prepared, output, signal });
  signal.throwIfAborted();
  await keepNamespace(prepared.api, settings, prepared.live);
  const id = makeDeployId(new Date(), randomBytes(3).toString('hex'));
  const tell = (line: string): void => {
    output.note('lock', line);
    output.progress('release', line, 'waiting');
  };
  const lock = await acquireLock(prepared.api, { ...settings, id, wait: settings.lock === 'wait', signal, tell });
  try {
    const held = { ...surroundings, signal: joinSignals(signal, lock.lost) };
    const current = await settle(settings, held, prepared, lock);
    if (current.standing.kind === 'unchanged')
      return await concludeUnchanged({ settings, prepared: current, output, signal });
    return await carryOut(settings, held, current, id);
  } finally {
    await lock.release();
  }
}

/** Lets pods that only have to start do so, which needs no new revision. What does not become ready is deployed anew. */
async function giveTime(settings: Settings, surroundings: Surroundings, prepared: Prepared): Promise<Prepared> {
  const { run, output, scratch, signal } = surroundings;
  if (prepared.plan.images.some(({ load }) => load)) return prepared;
  output.progress('release', 'unchanged, waiting for its pods', 'waiting');
  const reason = await awaitReady(prepared, settings, { output, context: describeContext(prepared), signal });
  signal.throwIfAborted();
  if (reason === undefined) return prepare(run, settings, prepared.cluster, scratch);
  output.note('release', `unchanged, but not ready by itself: ${reason}`);
  return prepared;
}

/** Which images it is about, for whoever shows them: one that Nx had in its cache says nothing of itself. */
function tellImages(images: Prepared['plan']['images'], output: Output): void {
  for (const { reference } of images)
    output.progress(imagePart(reference.repository), formatReference(reference), 'unchanged');
}

/** The facts as they are under the lock, once what a dead deploy left has been put right. */
async function settle(
  settings: Settings,
  { run, output, scratch }: Surroundings,
  prepared: Prepared,
  { tookOver }: Lock,
): Promise<Prepared> {
  const again = (): Promise<Prepared> => prepare(run, settings, prepared.cluster, scratch);
  const current = (await isOvertaken(prepared, settings)) ? await again() : prepared;
  const { history, record } = current.live;
  const { timeoutSeconds, command } = settings;
  const healing = decideHealing({ history, record, tookOver, timeoutSeconds, now: Date.now() });
  const isHealed = await heal(run, current.target, healing, command, (line) => {
    output.note('repair', line);
  });
  return isHealed ? again() : current;
}

/** Whether another deploy got in between the look at the release and the lock. */
async function isOvertaken({ api, live }: Prepared, { namespace, release }: Settings): Promise<boolean> {
  const history = parseHistory(await api.listSecrets(namespace, historySelector(release)));
  return !isDeepStrictEqual(history.at(-1), live.history.at(-1));
}

async function carryOut(
  settings: Settings,
  surroundings: Surroundings,
  prepared: Prepared,
  id: string,
): Promise<boolean> {
  const { run, output, scratch, signal } = surroundings;
  const { api, cluster, live } = prepared;
  const files = await readFiles(prepared, settings);
  for (const line of describeStanding(prepared, files, Date.now())) output.note('changes', line);
  for (const line of describeSchema(prepared, files, settings)) output.note('schema', line);
  output.progress('release', 'putting the images into the cluster');
  const images = await loadImages(bindSignal(run, signal), settings, cluster, prepared.plan.images, scratch, output);
  signal.throwIfAborted();
  const plan = { ...prepared.plan, images };
  const final = { ...prepared, plan };
  const isWritten = await keepSecret(api, settings, plan.secret);
  const secret = plan.secret ? `${plan.secret.name} ${isWritten ? 'written' : 'unchanged'}` : 'none of ours';
  output.step('secret', `${secret}${live.namespace ? '' : ', namespace made'}`, isWritten ? 'done' : 'unchanged');
  signal.throwIfAborted();
  const commit = await readCommit(run, settings.workspace);
  const allFiles = { ...files.before, ...files.now };
  const labels = {
    ...buildLabels(takeWanted(settings, final.local, plan), prepared.rendersAlike, live.record?.labels ?? {}),
    ...buildDeployLabels(id, commit, allFiles),
    [revisionLabel]: String((live.history.at(-1)?.revision ?? 0) + 1),
  };
  const helmStarted = Date.now();
  output.progress('release', 'Helm applies it');
  const outcome = await rollOut(run, buildRollOut(settings, final, labels, surroundings));
  if (outcome.kind === 'ready') output.step('release', formatReady(outcome.workloads));
  const delivery = { ...commit, id, labels, files: allFiles, before: files.receipt };
  const success = await conclude({ run, settings, prepared: final, output, helmStarted, signal, delivery }, outcome);
  if (!success) await keepReceipt(api, settings);
  return success;
}

function buildRollOut(
  settings: Settings,
  prepared: Prepared,
  labels: Readonly<Record<string, string>>,
  { output, scratch, signal }: Surroundings,
): RollOut {
  const { api, target, local, plan } = prepared;
  return {
    api,
    namespace: settings.namespace,
    release: settings.release,
    argv: buildUpgradeArgs(target, writeValuesFiles(local, plan, scratch), labels),
    workspace: settings.workspace,
    context: describeContext(prepared),
    signal,
    ...tellRollout(api, output),
  };
}

/** What the judgement of a pod needs to know beside it. */
function describeContext({ plan, cluster }: Prepared): RollOut['context'] {
  const ours = new Set(plan.images.map(({ reference }) => fullName(formatReference(reference))));
  const isLocal = cluster.load === 'kind' || cluster.load === 'minikube';
  return {
    isLocalOnly: (image) => isLocal && ours.has(fullName(image)) && !namedByUser(plan.images, image),
    canGrow: cluster.provider === 'other',
  };
}

function namedByUser(images: Prepared['plan']['images'], image: string): boolean {
  return images.some(
    ({ reason, reference }) =>
      reason === 'named in the values' && fullName(formatReference(reference)) === fullName(image),
  );
}

function printPlan(settings: Settings, prepared: Prepared, files: FilesOfParts, output: Output): boolean {
  const { release } = settings;
  const { plan, standing } = prepared;
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
  const reasons = describeStanding(prepared, files, Date.now()).map((line) => `  because: ${line}`);
  const warnings = describeSchema(prepared, files, settings).map((line) => `  ${line}`);
  output.result(
    [`Dry run of "${release}": nothing was changed.`, ...lines, secret, ...reasons, ...warnings].join('\n'),
    {
      status: 'planned',
      standing: standing.kind,
      images,
      secret: plan.secret ? { name: plan.secret.name, changed: plan.secret.changed } : null,
    },
  );
  return true;
}

/** What a deploy takes away: the way back to code that cannot live with its migrations. */
function describeSchema({ live }: Prepared, { before, now }: FilesOfParts, { workspace }: Settings): string[] {
  const breaking = listBreaking(before, now, listReadable(workspace, now));
  if (breaking.length === 0) return [];
  const revision = live.record?.revision ?? '?';
  return [
    `after this, no way back to revision ${revision} without --force: its code does not know ${breaking.join(', ')}`,
  ];
}

/** The letter for a deploy that ended before Helm was started. */
export function explainEarlyEnd({ release, command }: Settings): UserError {
  return new UserError(
    `Deploy "${release}" interrupted before Helm was started: the release is as it was.`,
    `To go on: ${command}`,
  );
}
