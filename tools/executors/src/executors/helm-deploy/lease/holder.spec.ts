import { describe, expect, it } from 'vitest';
import { run } from '../../../lib/run';
import { hasEnded, identifyProcess, nameHolder } from './holder';

describe('nameHolder', () => {
  it.each([
    [
      { GITHUB_SERVER_URL: 'https://git', GITHUB_REPOSITORY: 'a/b', GITHUB_RUN_ID: '7' },
      'https://git/a/b/actions/runs/7',
    ],
    [{ CI_JOB_URL: 'https://lab/jobs/1' }, 'https://lab/jobs/1'],
    [{ GITHUB_RUN_ID: '7' }, 'me@desk'],
  ])('in %j is %s', (environment, name) => {
    expect(nameHolder(environment, 'me', 'desk')).toBe(name);
  });
});

describe('hasEnded', () => {
  it('knows this process to live', () => {
    expect(hasEnded(identifyProcess())).toBe(false);
  });

  it('knows one that ended', async () => {
    const pid = Number((await run(['sh', '-c', 'echo $$'])).stdout);
    expect(hasEnded({ ...identifyProcess(), pid })).toBe(true);
    expect(hasEnded({ machine: 'another', pid })).toBe(false);
  });
});
