import { relative } from 'node:path';
import { UserError } from '../../lib/errors';
import type { RunResult } from '../../lib/run';
import type { Dockerfile } from './dockerfile';
import type { ContainerPlan } from './plan';
import { findInstruction, type Step } from './progress';

/** What is known of a build that failed. */
export interface FailureFacts {
  plan: Pick<ContainerPlan, 'project' | 'dockerfile'>;
  dockerfile: Dockerfile;
  result: RunResult;
  /** The step that was running; `undefined` if the build failed before the first. */
  step: Step | undefined;
  /** The last lines of output, oldest first. */
  tail: readonly string[];
  /** The log, relative to the workspace. */
  logFile: string;
}

/** The letter for a failed build: the line of the Dockerfile, the end of what was said, where the rest is. Pure. */
export function explainFailure({ plan, dockerfile, result, step, tail, logFile }: FailureFacts): UserError {
  const { name, workspace } = plan.project;
  const file = relative(workspace, plan.dockerfile);
  const instruction = step && findInstruction(dockerfile, step);
  const headline = instruction
    ? `Build the image of "${name}": ${file}:${instruction.line} failed.\n  ${instruction.line} | ${instruction.keyword} ${instruction.rest}`
    : `Build the image of "${name}" from ${file}: the engine ended with exit code ${result.exitCode}.`;
  const said = tail.map((line) => `    ${line}`).join('\n');
  return new UserError(said ? `${headline}\n${said}` : headline, `The whole log is in ${logFile}.`);
}

/** Whether what an engine said means that a disk is full. Pure. */
export function isDiskFull(lines: readonly string[]): boolean {
  return lines.some((line) => /no space left on device|ENOSPC|disk quota exceeded/i.test(line));
}
