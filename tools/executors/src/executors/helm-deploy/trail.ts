import type { Finding } from './finding';

/** One step on the way to a verdict. */
export interface TrailStep {
  /** Milliseconds since 1970, by the clock of this machine. */
  time: number;
  /** `seen` again where its patience has changed. */
  what: 'seen' | 'passed' | 'given up';
  finding: Finding;
}

/** What tells one trouble from another. Pure. */
export function findingKey({ code, workload, pod, container }: Finding): string {
  return [code, workload, pod, container].join(' ');
}

/** What is new between two looks: troubles that came, that changed their patience, or that went. Pure. */
export function listSteps(before: readonly Finding[], after: readonly Finding[], time: number): TrailStep[] {
  const had = new Map(before.map((finding) => [findingKey(finding), finding]));
  const has = new Set(after.map(findingKey));
  return [
    ...before
      .filter((finding) => !has.has(findingKey(finding)))
      .map((finding) => ({ time, what: 'passed' as const, finding })),
    ...after
      .filter((finding) => had.get(findingKey(finding))?.patienceSeconds !== finding.patienceSeconds)
      .map((finding) => ({ time, what: 'seen' as const, finding })),
  ];
}

/** One row for each step, such as `| 3.2 s | seen | backend | … | 5 s |`. Pure. */
export function formatTrail(trail: readonly TrailStep[], start: number): string[] {
  return trail.map(({ time, what, finding }) => {
    const { component, pod, code, cause, patienceSeconds } = finding;
    const after = `${((time - start) / 1000).toFixed(1)} s`;
    const text = cause.replaceAll('|', '\\|');
    return `| ${after} | ${what} | ${pod ?? component} | \`${code}\`: ${text} | ${formatPatience(patienceSeconds)} |`;
  });
}

/** How long a trouble may last, in words. Pure. */
export function formatPatience(seconds: number): string {
  if (seconds === 0) return 'hopeless';
  return Number.isFinite(seconds) ? `${seconds} s` : 'patient';
}
