import type { Run } from '../../lib/run';
import { formatHelm, buildManifestArgs } from './args';
import type { Place } from './advice';
import { describeApiError } from './cluster-api';
import { findLog, writeEvidence } from './evidence';
import { formatReference } from './image-reference';
import type { Output } from './output';
import type { Prepared } from './prepare';
import { listSecretTexts, redact } from './redact';
import { historySelector, parseHistory, type Revision } from './release-state';
import { restoreReceipt } from './receipt/restore-receipt';
import { writeReceipt, type Delivery } from './receipt/write-receipt';
import { formatFailure, formatReady, formatReport, type Failure } from './report';
import { rollBack } from './roll-back';
import type { FailedRollOut, Outcome } from './roll-out';
import type { Settings } from './settings';
import type { Workload } from './rollout';
import { createUnblock } from './stuck-pods';
import { formatAge } from './unchanged/judge';
import { findUrl, formatPortForward, waitForUrl } from './url';

/** What the end of a deploy needs of its beginning. */
export interface Conclusion {
  run: Run;
  settings: Settings;
  prepared: Prepared;
  output: Output;
  /** When Helm was started, in milliseconds since 1970. */
  helmStarted: number;
  /** Aborted by Ctrl-C: then nothing is waited for any more. */
  signal: AbortSignal;
  /** What the receipt is made of, but for the time. */
  delivery: Omit<Delivery, 'seconds'>;
}

/** Says how the deploy ended, after whatever has to be done about it. */
export async function conclude(conclusion: Conclusion, outcome: Outcome): Promise<boolean> {
  if (outcome.kind === 'failed') return concludeFailure(conclusion, outcome);
  if (outcome.kind === 'ready') return concludeSuccess(conclusion, outcome);
  const { settings, prepared, output } = conclusion;
  const last = await readLast(prepared, settings);
  const state = `${formatRecord(prepared.live.history.at(-1), last)}; ${formatReady(outcome.workloads)}`;
  output.result(
    [
      `Deploy "${settings.release}" interrupted: Helm was ended in order, ${state}.`,
      '  Kubernetes goes on with what it was told; ready pods keep serving.',
      `  To finish: ${settings.command}`,
      `  To look: ${formatHelm(prepared.target, 'history', settings.release)}`,
    ].join('\n'),
    { status: 'interrupted', revision: last?.revision, recorded: last?.status },
  );
  return false;
}

async function concludeSuccess(
  conclusion: Conclusion,
  { workloads }: Extract<Outcome, { workloads: unknown }>,
): Promise<boolean> {
  const { settings, prepared, output, delivery, helmStarted } = conclusion;
  const revision = (await readLast(prepared, settings))?.revision;
  const seconds = (Date.now() - helmStarted) / 1000;
  try {
    await writeReceipt(prepared.api, settings, prepared, revision ?? 0, workloads, { ...delivery, seconds });
  } catch (error) {
    output.note('receipt', `not written (${describeApiError(error)}); the release is as it should be`);
  }
  return tellReady(conclusion, workloads, 'deployed', revision);
}

/** The end of a deploy that found everything as it should be. */
export async function concludeUnchanged(
  conclusion: Pick<Conclusion, 'settings' | 'prepared' | 'output' | 'signal'>,
): Promise<boolean> {
  const { standing } = conclusion.prepared;
  if (standing.kind !== 'unchanged') throw new Error('It is not unchanged.');
  const { revision, deployedAt, workloads } = standing;
  const age = formatAge(Date.now() - deployedAt);
  conclusion.output.step(
    'release',
    `unchanged since revision ${revision} (${age}), ${formatReady(workloads)}`,
    'unchanged',
  );
  const { settings, prepared, output } = conclusion;
  const receipt = await restoreReceipt(prepared.api, settings, prepared, revision, workloads);
  if (receipt !== undefined) output.note('receipt', receipt);
  return tellReady(conclusion, workloads, 'unchanged', revision);
}

async function tellReady(
  { settings, prepared, output, signal }: Pick<Conclusion, 'settings' | 'prepared' | 'output' | 'signal'>,
  workloads: readonly Workload[],
  status: 'deployed' | 'unchanged',
  revision: number | undefined,
): Promise<boolean> {
  const url = findUrl(prepared.objects, prepared.cluster);
  const answers = url ? await waitForUrl(url, 30, signal) : undefined;
  if (url) output.step('url', `${url} ${answers ? 'answers' : 'does not answer'}`, answers ? 'done' : 'failed');
  const components = workloads.map(({ component, ready, desired }) => {
    const image = prepared.plan.images.find(({ key }) => key === component);
    return { component, ready, desired, image: image ? formatReference(image.reference) : '' };
  });
  const rows = components.map(
    ({ component, ready, desired, image }) => `  ${component.padEnd(10)} ${ready}/${desired} ready  ${image}`,
  );
  const forward = formatPortForward(prepared.objects, settings.namespace);
  const head = `Release "${settings.release}" revision ${revision ?? '?'} on ${prepared.cluster.context}${prepared.plan.database ? `, database: ${prepared.plan.database}` : ''}`;
  const end =
    answers === false
      ? `The pods are ready, but ${url} does not answer. Run: nx status cluster`
      : url
        ? `Open ${url}`
        : `No address from outside${forward ? `; reach it with: ${forward}` : '.'}`;
  output.result(['', head, ...rows, '', end].join('\n'), {
    status: answers === false ? 'unreachable' : status,
    revision,
    url,
    components,
  });
  return answers !== false;
}

async function concludeFailure(conclusion: Conclusion, failed: FailedRollOut): Promise<boolean> {
  const { run, settings, prepared, output, helmStarted, signal } = conclusion;
  const unblock = createUnblock(prepared.api, (line) => {
    output.note('rollback', line);
  });
  const ended = failed.trail.findLast(({ what }) => what === 'given up')?.time ?? Date.now();
  const secrets = listSecretTexts({ ...prepared.plan.liveSecret, ...prepared.plan.secret?.content });
  const manifest = await run(buildManifestArgs(prepared.target), { timeoutSeconds: 30 });
  const place: Place = { namespace: settings.namespace, release: settings.release, command: settings.command };
  const log = failed.finding && findLog(failed.logs, failed.finding);
  const failure: Omit<Failure, 'state'> = {
    place,
    ...failed,
    log: log === undefined ? undefined : redact(log, secrets),
    helm: redact(failed.helm.stderr, secrets),
    evidence: '',
    started: helmStarted,
    ended,
  };
  const traces = { ...failed, manifest: manifest.stdout };
  const write = (state: string): string =>
    tryWriteEvidence(settings.workspace, new Date(ended), traces, formatReport({ ...failure, state }), secrets);
  write('not known: the deploy was ended before it had gone back.');
  if (failed.finding) output.progress(`rollout ${failed.finding.component}`, failed.finding.cause, 'failed');
  if (settings.rollback) output.progress('release', 'failed, going back');
  const state = await rollBack(run, settings, prepared, failed.context, signal, unblock);
  const evidence = write(state);
  const text = formatFailure({ ...failure, state, evidence });
  output.result(redact(text, secrets), {
    status: 'failed',
    code: failed.finding?.code ?? 'unknown',
    cause: redact(text.split('\n')[0] ?? '', secrets),
    now: state,
    evidence,
  });
  return false;
}

/** A full disk must not hide what went wrong in the cluster. */
function tryWriteEvidence(...evidence: Parameters<typeof writeEvidence>): string {
  try {
    return `${writeEvidence(...evidence)}/report.md`;
  } catch (error) {
    return `could not be written (${describeApiError(error)})`;
  }
}

/** What Helm's history says after an interruption, told from what it said before. Pure. */
export function formatRecord(before: Revision | undefined, last: Revision | undefined): string {
  if (last && last.revision !== before?.revision) return `revision ${last.revision} is recorded as ${last.status}`;
  return `before it had recorded anything (${last ? `revision ${last.revision} is still the last, ${last.status}` : 'there is no release'})`;
}

async function readLast({ api }: Prepared, { namespace, release }: Settings): Promise<Revision | undefined> {
  const secrets = await api.listSecrets(namespace, historySelector(release)).catch(() => []);
  return parseHistory(secrets).at(-1);
}
