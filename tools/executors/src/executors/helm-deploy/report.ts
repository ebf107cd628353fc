import { advise, type Place } from './advice';
import type { Code, Finding } from './finding';
import { excerpt, findTellingLine } from './log-excerpt';
import type { Workload } from './rollout';

/** Everything that the end of a failed deploy says. */
export interface Failure {
  place: Place;
  /** `undefined` if nothing was recognised; then Helm's own words count. */
  finding: Finding | undefined;
  findings: readonly Finding[];
  /** The log that the finding points to. */
  log: string | undefined;
  /** What Helm said at its end. */
  helm: string;
  /** What now serves, in one sentence. */
  state: string;
  /** Path of the report, relative to the workspace, or why there is none. */
  evidence: string;
  /** Seconds from Helm's start to the verdict. */
  seconds: number;
}

/** Where the last line that a container wrote before its end names the cause. */
const tellsInItsLog: readonly Code[] = ['crash', 'migration-failed', 'never-started'];

/** The cause in one sentence: component, what it does, and the telling line of its log. Pure. */
export function formatHeadline({
  place,
  finding,
  log,
  helm,
}: Pick<Failure, 'place' | 'finding' | 'log' | 'helm'>): string {
  const start = `Deploy "${place.release}" failed:`;
  if (!finding) return `${start} cause unknown. Helm says: ${findTellingLine(helm) ?? 'nothing'}`;
  const telling = log && tellsInItsLog.includes(finding.code) ? findTellingLine(log) : undefined;
  return `${start} ${finding.component}: ${subjectOf(finding)}${finding.cause}${telling ? `: ${telling}` : '.'}`;
}

/** What is printed at the end: the cause first, then where, the last lines, the state and the next command. Pure. */
export function formatFailure(failure: Failure): string {
  const { place, finding, findings, log, state, evidence } = failure;
  const others = findings
    .filter((each) => each !== finding)
    .map((each) => `  also: ${each.component}: ${subjectOf(each)}${each.cause}`);
  return [
    formatHeadline(failure),
    ...(finding?.pod ? [`  pod ${finding.pod}${finding.container ? `, container ${finding.container}` : ''}`] : []),
    ...(log ? excerpt(log, 20).map((line) => `  | ${line}`) : []),
    ...unique(others),
    `  ${state}`,
    `  Evidence: ${evidence}`,
    `  ${finding ? advise(finding, place) : `Look at: kubectl -n ${place.namespace} get pods,events`}`,
    `  Then: ${place.command}`,
  ].join('\n');
}

/** The same for a colleague who was not there, as Markdown. Pure. */
export function formatReport(failure: Failure, time: Date): string {
  const { place, finding, findings, log, helm, state, seconds } = failure;
  return [
    `# ${formatHeadline(failure)}`,
    '',
    `- when: ${time.toISOString()}, ${seconds.toFixed(1)} s after Helm started`,
    `- release: \`${place.release}\` in namespace \`${place.namespace}\``,
    ...(finding?.pod ? [`- pod: \`${finding.pod}\`, container: \`${finding.container ?? '-'}\``] : []),
    `- kind of trouble: \`${finding?.code ?? 'unknown'}\``,
    `- now: ${state}`,
    `- advice: ${finding ? advise(finding, place) : 'none: nothing known was recognised'}`,
    '',
    '## What was seen',
    ...findings.map(
      (each) =>
        `- ${each.component} (${each.workload}${each.pod ? `, ${each.pod}` : ''}): ${subjectOf(each)}${each.cause}`,
    ),
    ...(log ? ['', '## The last lines of its log', '```', ...excerpt(log, 50), '```'] : []),
    ...(helm.trim() ? ['', '## What Helm said', '```', helm.trim(), '```'] : []),
    '',
    'Beside this file: pods, workloads and events as JSON, all logs, and the rendered objects.',
    '',
  ].join('\n');
}

/** Such as `backend 1/1, frontend 0/1 ready`. Pure. */
export function formatReady(workloads: readonly Workload[]): string {
  return `${workloads.map(({ component, ready, desired }) => `${component} ${ready}/${desired}`).join(', ')} ready`;
}

function subjectOf({ code, container }: Finding): string {
  if (!container) return '';
  if (code.startsWith('image-')) return '';
  return code === 'migration-failed' ? `its init container "${container}" ` : `container "${container}" `;
}

function unique(lines: readonly string[]): string[] {
  return [...new Set(lines)];
}
