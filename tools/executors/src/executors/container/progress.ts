import type { Engine } from '../../lib/engine';
import type { Dockerfile, Instruction } from './dockerfile';

/** What one line of an engine's output says about the build. */
export type BuildEvent =
  | { kind: 'start'; id: string; stage: string; step: number; total: number; text: string }
  | { kind: 'cached'; id: string | undefined }
  | { kind: 'done'; id: string; seconds: number }
  | { kind: 'failed'; id: string }
  | { kind: 'finish' };

/** One step of a build while it runs and afterwards. */
export interface Step {
  stage: string;
  step: number;
  total: number;
  text: string;
  startedAt: number;
  cached: boolean;
}

/** Reads a line of `podman build` or of `docker buildx build --progress=plain`; `undefined` for all others. Pure. */
export function parseBuildLine(program: Engine['program'], line: string): BuildEvent | undefined {
  return program === 'podman' ? parsePodmanLine(line) : parseBuildKitLine(line);
}

/** `[1/2] STEP 3/7: RUN npm ci`, where the brackets are missing if there is one stage. */
function parsePodmanLine(line: string): BuildEvent | undefined {
  const [, stage = '1', step, total, text = ''] = /^(?:\[(\d+)\/\d+\] )?STEP (\d+)\/(\d+): (.*)$/.exec(line) ?? [];
  if (step) return { kind: 'start', id: `${stage}/${step}`, stage, step: Number(step), total: Number(total), text };
  if (line.startsWith('--> Using cache')) return { kind: 'cached', id: undefined };
  return /^(\[\d+\/\d+\] )?COMMIT\b/.test(line) ? { kind: 'finish' } : undefined;
}

/** `#9 [build 3/7] RUN npm ci`, `#9 CACHED`, `#9 DONE 12.3s`, `#9 ERROR: …`. */
function parseBuildKitLine(line: string): BuildEvent | undefined {
  const [, id = '', rest = ''] = /^#(\d+) (.*)$/.exec(line) ?? [];
  const [, stage = '1', step, total, text = ''] = /^\[(?:(\S+) )?(\d+)\/(\d+)\] (.*)$/.exec(rest) ?? [];
  if (step) return { kind: 'start', id, stage, step: Number(step), total: Number(total), text };
  if (rest === 'CACHED') return { kind: 'cached', id };
  if (rest.startsWith('ERROR')) return { kind: 'failed', id };
  const seconds = /^DONE ([\d.]+)s$/.exec(rest)?.[1];
  return seconds ? { kind: 'done', id, seconds: Number(seconds) } : undefined;
}

/**
 * Follows a build line by line.
 *
 * @param onDone called with each step that the engine really did, and how long it took
 * @param now the clock, in milliseconds
 */
export function followBuild(
  program: Engine['program'],
  onDone: (step: Step, seconds: number) => void,
  now: () => number = Date.now,
): { onLine: (line: string) => void; failed: () => Step | undefined; running: () => Step | undefined } {
  const steps = new Map<string, Step>();
  let last: string | undefined;
  let failed: string | undefined;
  const finish = (id: string | undefined, seconds?: number): void => {
    const step = id ? steps.get(id) : undefined;
    if (!id || !step) return;
    steps.delete(id);
    if (!step.cached) onDone(step, seconds ?? (now() - step.startedAt) / 1000);
  };
  const onLine = (line: string): void => {
    const event = parseBuildLine(program, line);
    if (event?.kind === 'start') {
      if (program === 'podman') finish(last);
      if (!steps.has(event.id)) steps.set(event.id, { ...event, startedAt: now(), cached: false });
      last = event.id;
    } else if (event?.kind === 'cached') {
      const step = steps.get(event.id ?? last ?? '');
      if (step) step.cached = true;
    } else if (event?.kind === 'done') {
      finish(event.id, event.seconds);
    } else if (event?.kind === 'failed') {
      failed = event.id;
    } else if (event?.kind === 'finish') {
      finish(last);
      last = undefined;
    }
  };
  const running = (): Step | undefined => steps.get(last ?? '');
  return { onLine, running, failed: () => (failed ? steps.get(failed) : running()) };
}

/** Finds the instruction that a step stands for, by its text, else by its number. Pure. */
export function findInstruction(dockerfile: Dockerfile, { stage, step, text }: Step): Instruction | undefined {
  const named = dockerfile.stages.find(({ name }) => name === stage);
  const numbered = dockerfile.stages[Number(/\d+$/.exec(stage)?.[0] ?? 1) - (stage.startsWith('stage-') ? 0 : 1)];
  const instructions = (named ?? numbered)?.instructions ?? [];
  const plain = text.replace(/\s+/g, ' ').trim();
  return instructions.find(({ keyword, rest }) => `${keyword} ${rest}` === plain) ?? instructions[step - 1];
}

/** `[build 3/7] RUN npm ci`: a step for people, without its mounts and at most `width` wide. Pure. */
export function formatStep(dockerfile: Dockerfile, { stage, step, total, text }: Step, width = 72): string {
  const name = dockerfile.stages[Number(stage) - 1]?.name ?? (/^(stage-)?\d+$/.test(stage) ? 'image' : stage);
  const plain = text
    .replace(/--mount=\S+ /g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return `[${name} ${step}/${total}] ${plain.length > width ? `${plain.slice(0, width - 1)}…` : plain}`;
}
