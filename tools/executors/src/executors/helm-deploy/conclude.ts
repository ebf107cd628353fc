import type { Run } from '../../lib/run';
import { formatHelm, buildManifestArgs } from './args';
import type { Place } from './advice';
import { describeApiError } from './cluster-api';
import { findLog, writeEvidence } from './evidence';
import { formatReference } from './image-reference';
import type { Output } from './output';
import type { Prepared } from './prepare';
import { listSecretTexts, redact } from './redact';
import { historySelector, parseHistory } from './release-state';
import { formatFailure, formatReady, formatReport, type Failure } from './report';
import { rollBack } from './roll-back';
import type { FailedRollOut, Outcome } from './roll-out';
import type { Settings } from './settings';
import { createUnblock } from './stuck-pods';
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
}

/** Says how the deploy ended, after whatever has to be done about it. */
export async function conclude(conclusion: Conclusion, outcome: Outcome): Promise<boolean> {
  if (outcome.kind === 'failed') return concludeFailure(conclusion, outcome);
  if (outcome.kind === 'ready') return concludeSuccess(conclusion, outcome);
  const { settings, prepared, output } = conclusion;
  const last = await readLast(prepared, settings);
  const state = `revision ${last?.revision ?? '?'} is recorded as ${last?.status ?? '?'}; ${formatReady(outcome.workloads)}`;
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
  { settings, prepared, output, signal }: Conclusion,
  { workloads }: Extract<Outcome, { workloads: unknown }>,
): Promise<boolean> {
  const revision = (await readLast(prepared, settings))?.revision;
  const url = findUrl(prepared.objects, prepared.cluster);
  const answers = url ? await waitForUrl(url, 30, signal) : undefined;
  if (url) output.step('url', answers ? `${url} answers` : `${url} does not answer`);
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
    status: answers === false ? 'unreachable' : 'deployed',
    revision,
    url,
    components,
  });
  return answers !== false;
}

async function concludeFailure(conclusion: Conclusion, failed: FailedRollOut): Promise<boolean> {
  const { run, settings, prepared, output, helmStarted, signal } = conclusion;
  const unblock = createUnblock(prepared.api, (line) => {
    output.step('rollback', line);
  });
  const time = new Date();
  const secrets = listSecretTexts({ ...prepared.plan.liveSecret, ...prepared.plan.secret?.content });
  const manifest = await run(buildManifestArgs(prepared.target), { timeoutSeconds: 30 });
  const place: Place = { namespace: settings.namespace, release: settings.release, command: settings.command };
  const log = failed.finding && findLog(failed.logs, failed.finding);
  const failure: Failure = {
    place,
    finding: failed.finding,
    findings: failed.findings,
    log: log === undefined ? undefined : redact(log, secrets),
    helm: redact(failed.helm.stderr, secrets),
    state: await rollBack(run, settings, prepared, signal, unblock),
    evidence: '',
    seconds: (time.getTime() - helmStarted) / 1000,
  };
  const traces = { ...failed, manifest: manifest.stdout };
  const evidence = tryWriteEvidence(settings.workspace, time, traces, formatReport(failure, time), secrets);
  const text = formatFailure({ ...failure, evidence });
  output.result(redact(text, secrets), {
    status: 'failed',
    code: failed.finding?.code ?? 'unknown',
    cause: redact(text.split('\n')[0] ?? '', secrets),
    state: failure.state,
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

async function readLast(
  { api }: Prepared,
  { namespace, release }: Settings,
): Promise<{ revision: number; status: string } | undefined> {
  const secrets = await api.listSecrets(namespace, historySelector(release)).catch(() => []);
  return parseHistory(secrets).at(-1);
}
