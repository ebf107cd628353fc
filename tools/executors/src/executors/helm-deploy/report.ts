import { advise, type Place } from './advice';
import type { Code, Finding } from './finding';
import { excerpt, findTellingLine } from './log-excerpt';
import type { Workload } from './rollout';
import { formatTrail, type TrailStep } from './trail';

/** Everything that the end of a failed deploy says. */
export interface Failure {
  place: Place;
  /** `undefined` if nothing was recognised; then Helm's own words count. */
  finding: Finding | undefined;
  findings: readonly Finding[];
  trail: readonly TrailStep[];
  /** The log that the finding points to. */
  log: string | undefined;
  /** What Helm said at its end. */
  helm: string;
  /** What now serves, in one sentence. */
  state: string;
  /** Path of the report, relative to the workspace, or why there is none. */
  evidence: string;
  /** When Helm was started, and when its end or the verdict came, in milliseconds since 1970. */
  started: number;
  ended: number;
}

/** Where the last line that a container wrote before its end names the cause. */
const tellsInItsLog: readonly Code[] = ['crash', 'migration-failed', 'migration-unfinished', 'never-started'];

/** The cause in one sentence: component, what it does, and the telling line of its log. Pure. */
export function formatHeadline({
  place,
  finding,
  log,
  helm,
}: Pick<Failure, 'place' | 'finding' | 'log' | 'helm'>): string {
  const start = `Deploy "${place.release}" failed:`;
  if (!finding) return `${start} cause unknown. Helm says: ${findHelmsWord(helm) ?? 'nothing'}`;
  const telling = log && tellsInItsLog.includes(finding.code) ? findTellingLine(log) : undefined;
  return `${start} ${formatTrouble(finding)}${telling ? `: ${telling}` : '.'}`;
}

/** What is printed at the end: the cause first, then where, the last lines, the state and the next command. Pure. */
export function formatFailure(failure: Failure): string {
  const { place, finding, findings, log, state, evidence } = failure;
  const others = findings.filter((each) => each !== finding).map((each) => `  also: ${formatTrouble(each)}`);
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
export function formatReport(failure: Failure): string {
  const { place, finding, findings, trail, log, helm, state, started, ended } = failure;
  return [
    `# ${formatHeadline(failure)}`,
    '',
    `- when: ${new Date(ended).toISOString()}, ${((ended - started) / 1000).toFixed(1)} s after Helm started`,
    `- release: \`${place.release}\` in namespace \`${place.namespace}\``,
    ...(finding?.pod ? [`- pod: \`${finding.pod}\`, container: \`${finding.container ?? '-'}\``] : []),
    `- kind of trouble: \`${finding?.code ?? 'unknown'}\``,
    `- now: ${state}`,
    `- advice: ${finding ? advise(finding, place) : 'none: nothing known was recognised'}`,
    '',
    '## What was seen',
    ...findings.map((each) => `- ${formatTrouble(each)} (${each.workload}${each.pod ? `, ${each.pod}` : ''})`),
    ...(findings.length === 0
      ? ['Nothing that is known. The pods and events beside this file show what was there.']
      : []),
    ...(trail.length > 0 ? ['', '## How it was judged', '', ...trailHead, ...formatTrail(trail, started)] : []),
    ...(log ? ['', '## The last lines of its log', '```', ...excerpt(log, 50), '```'] : []),
    ...(helm.trim() ? ['', '## What Helm said', '```', helm.trim(), '```'] : []),
    '',
    'Beside this file: pods, workloads and events as JSON, all logs, and the rendered objects.',
    '',
  ].join('\n');
}

const trailHead = ['| after | what | where | trouble | patience |', '| --- | --- | --- | --- | --- |'];

/** Such as `backend 1/1, frontend 0/1 ready`. Pure. */
export function formatReady(workloads: readonly Workload[]): string {
  return `${workloads.map(({ component, ready, desired }) => `${component} ${ready}/${desired}`).join(', ')} ready`;
}

/** A trouble in one clause: component, what of it, and what it does. Pure. */
export function formatTrouble(finding: Finding): string {
  return `${finding.component}: ${subjectOf(finding)}${finding.cause}`;
}

function subjectOf({ code, container }: Finding): string {
  if (!container) return '';
  if (code.startsWith('image-')) return '';
  return code.startsWith('migration-') ? `its init container "${container}" ` : `container "${container}" `;
}

/** Helm's error names the object in its first line, and may go on with less. */
function findHelmsWord(helm: string): string | undefined {
  return helm.split('\n').findLast((line) => line.startsWith('Error: ')) ?? findTellingLine(helm);
}

function unique(lines: readonly string[]): string[] {
  return [...new Set(lines)];
}
