import { UserError } from '../../lib/errors';
import type { KnownRevision } from '../../release/revisions';
import { buildManifestArgs, formatHelm } from '../helm-deploy/args';
import { describeApiError } from '../helm-deploy/cluster-api';
import { findLog, writeEvidence } from '../helm-deploy/evidence';
import { secretName } from '../helm-deploy/facts';
import { findTellingLine } from '../helm-deploy/log-excerpt';
import { decodeSecret } from '../helm-deploy/plan';
import { keepReceipt } from '../helm-deploy/receipt/keep-receipt';
import { listSecretTexts, redact } from '../helm-deploy/redact';
import { historySelector, parseHistory, type Revision } from '../helm-deploy/release-state';
import { formatReady } from '../helm-deploy/report';
import type { FailedRollOut, Outcome } from '../helm-deploy/roll-out';
import type { RollbackPlan } from './plan-rollback';
import type { Workplace } from './rollback';

/** Has Helm go to a revision, and says how that ended. */
export type Go = (revision: number) => Promise<Outcome>;

/** Goes back, and says how it ended, after whatever has to be done about it. */
export async function conclude(place: Workplace, plan: RollbackPlan, go: Go): Promise<boolean> {
  const outcome = await go(plan.target.revision);
  if (outcome.kind === 'failed') return concludeFailure(place, plan, outcome, go);
  const { settings, output, cluster } = place;
  const last = await readLast(place);
  if (outcome.kind === 'interrupted') {
    const state = `revision ${last?.revision} is recorded as ${last?.status}; ${formatReady(outcome.workloads)}`;
    output.result(`Roll back "${settings.release}" interrupted: ${state}.\n  To finish: ${settings.command}`, {
      status: 'interrupted',
      revision: last?.revision,
      recorded: last?.status,
    });
    return false;
  }
  const failure = await keepReceipt(place.api, settings);
  if (failure) output.note('receipt', `not kept for the new revision (${failure})`);
  const head = `Release "${settings.release}" is back at revision ${plan.target.revision}, as revision ${last?.revision}, on ${cluster.context}`;
  output.result(`${head}\n  ${formatReady(outcome.workloads)}\n  To look closer: nx verify k8s-chart`, {
    status: 'rolled back',
    to: plan.target.revision,
    revision: last?.revision,
  });
  return true;
}

/** Keeps the evidence, goes forth again to what was there, and says both causes where that fails too. */
async function concludeFailure(
  place: Workplace,
  { current, target }: RollbackPlan,
  failed: FailedRollOut,
  go: Go,
): Promise<boolean> {
  const { api, run, settings, output } = place;
  const { namespace, release, workspace, command } = settings;
  const secret = await api.readSecret(namespace, secretName(release)).catch(() => undefined);
  const secrets = listSecretTexts(decodeSecret(secret?.data) ?? {});
  const manifest = await run(buildManifestArgs(place.target), { timeoutSeconds: 30 });
  const headline = `Roll back "${release}" to revision ${target.revision} failed: ${describeCause(failed)}`;
  const traces = { ...failed, manifest: manifest.stdout };
  const evidence = tryWrite(() => writeEvidence(workspace, new Date(), traces, `# ${headline}\n`, secrets));
  const state = await goForth(place, current, go);
  const text = [headline, `  ${state}`, `  Evidence: ${evidence}`, `  Then: ${command}`].join('\n');
  output.result(redact(text, secrets), {
    status: 'failed',
    code: failed.finding?.code ?? 'unknown',
    cause: redact(headline, secrets),
    now: redact(state, secrets),
    evidence,
  });
  return false;
}

async function goForth(place: Workplace, { revision }: KnownRevision, go: Go): Promise<string> {
  const { target, settings, signal } = place;
  const again = formatHelm(target, 'rollback', settings.release, String(revision));
  if (signal.aborted) return `Interrupted before it was back at revision ${revision}. Try: ${again}`;
  try {
    const outcome = await go(revision);
    if (outcome.kind === 'ready')
      return `Back at revision ${revision}, which ran before: ${formatReady(outcome.workloads)}.`;
    const why = outcome.kind === 'failed' ? describeCause(outcome) : 'it was interrupted.';
    return `Going forth to revision ${revision} again failed too: ${why} Try: ${again}`;
  } catch (error) {
    if (error instanceof UserError)
      return `Going forth to revision ${revision} again failed too: ${error.message} Try: ${again}`;
    throw error;
  }
}

/** The cause in one sentence: component, what it does, and the telling line of its log. Pure. */
export function describeCause({ finding, logs, helm }: FailedRollOut): string {
  if (!finding) return `cause unknown. Helm says: ${findTellingLine(helm.stderr) ?? 'nothing'}`;
  const log = findLog(logs, finding);
  const telling = log && findTellingLine(log);
  return `${finding.component}: ${finding.cause}${telling ? `: ${telling}` : '.'}`;
}

function tryWrite(write: () => string): string {
  try {
    return `${write()}/report.md`;
  } catch (error) {
    return `could not be written (${describeApiError(error)})`;
  }
}

async function readLast({ api, settings }: Workplace): Promise<Revision | undefined> {
  const { namespace, release } = settings;
  return parseHistory(await api.listSecrets(namespace, historySelector(release)).catch(() => [])).at(-1);
}
