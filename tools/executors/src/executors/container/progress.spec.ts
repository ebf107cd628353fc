import { describe, expect, it } from 'vitest';
import { parseDockerfile } from './dockerfile';
import { findInstruction, followBuild, formatStep, type Step } from './progress';

const dockerfile = parseDockerfile(`FROM a AS build
WORKDIR /x
RUN --mount=type=cache,target=/c npm ci
FROM b
COPY --from=build /x /x
RUN exit 3
`);
const npmCi: Step = {
  stage: '1',
  step: 3,
  total: 3,
  text: 'RUN --mount=type=cache,target=/c npm ci',
  startedAt: 0,
  cached: false,
};

/** Feeds lines to a build whose clock advances a second per line; returns what was reported. */
function follow(program: 'podman' | 'docker', lines: string[]): { done: string[]; failed: string | undefined } {
  let now = 0;
  const done: string[] = [];
  const build = followBuild(
    program,
    (step, seconds) => done.push(`${step.text} ${seconds}`),
    () => now,
  );
  for (const line of lines) {
    now += 1000;
    build.onLine(line);
  }
  return { done, failed: build.failed()?.text };
}

describe('followBuild', () => {
  it('times the steps of podman and passes over cached ones', () => {
    const { done } = follow('podman', [
      '[1/2] STEP 1/3: FROM a AS build',
      '[1/2] STEP 2/3: WORKDIR /x',
      '--> Using cache 12ab',
      '--> 12ab',
      '[1/2] STEP 3/3: RUN npm ci',
      'added 3 packages',
      '[2/2] STEP 1/2: FROM b',
      '[2/2] COMMIT x',
    ]);
    expect(done).toEqual(['FROM a AS build 1', 'RUN npm ci 2', 'FROM b 1']);
  });

  it('knows the step that podman was at when it failed', () => {
    const lines = ['STEP 1/2: FROM a', 'STEP 2/2: RUN exit 3', 'Error: building at STEP "RUN exit 3": exit status 3'];
    expect(follow('podman', lines).failed).toBe('RUN exit 3');
  });

  it('takes the times that BuildKit gives, for steps side by side', () => {
    const { done } = follow('docker', [
      '#5 [build 2/3] WORKDIR /x',
      '#6 [stage-1 2/3] COPY a b',
      '#5 CACHED',
      '#6 0.112 something',
      '#6 DONE 0.4s',
      '#7 [build 3/3] RUN npm ci',
      '#7 DONE 12.3s',
    ]);
    expect(done).toEqual(['COPY a b 0.4', 'RUN npm ci 12.3']);
  });

  it('knows which step of BuildKit failed', () => {
    const lines = ['#5 [build 2/3] RUN exit 3', '#6 [stage-1 2/2] RUN sleep 9', '#5 ERROR: process did not complete'];
    expect(follow('docker', lines).failed).toBe('RUN exit 3');
  });

  it('has failed at nothing when all is done', () => {
    expect(follow('podman', ['STEP 1/1: FROM a', 'COMMIT x']).failed).toBeUndefined();
  });
});

describe('findInstruction', () => {
  it.each<[string, Partial<Step>, number]>([
    ['by text', {}, 3],
    ['in the stage of that number', { stage: '2', step: 3, text: 'RUN exit 3' }, 6],
    ['in the stage that BuildKit numbers', { stage: 'stage-1', step: 3, text: 'RUN exit 3' }, 6],
    ['in the stage of that name', { stage: 'build', step: 2, text: 'WORKDIR /x' }, 2],
    ['by number, where the text is another', { stage: '2', step: 2, text: 'COPY dir:12' }, 5],
  ])('finds an instruction %s', (_, changes, line) => {
    expect(findInstruction(dockerfile, { ...npmCi, ...changes })?.line).toBe(line);
  });
});

describe('formatStep', () => {
  it('names the stage and leaves mounts out', () => {
    expect(formatStep(dockerfile, npmCi)).toBe('[build 3/3] RUN npm ci');
  });

  it.each(['2', 'stage-1'])('calls the stage without a name, here %s, `image`', (stage) => {
    expect(formatStep(dockerfile, { ...npmCi, stage, step: 2, text: 'COPY a b' })).toBe('[image 2/3] COPY a b');
  });

  it('cuts a long step', () => {
    const long = { ...npmCi, text: `RUN ${'x'.repeat(100)}` };
    expect(formatStep(dockerfile, long, 20)).toBe(`[build 3/3] RUN ${'x'.repeat(15)}…`);
  });
});
