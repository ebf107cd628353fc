import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import type { Run } from '../../lib/run';
import { buildEnv, buildNxContainerOptions, runBuild } from './build';
import { buildPlan, resolveSettings } from './plan';

const project = { name: 'backend', workspace: '/ws', root: 'apps/backend' };
const options = { repository: 'todo-app/backend', target: 'app', buildArgs: { DEBUG: '1' } };
const plan = buildPlan({
  project,
  settings: resolveSettings(options, project, 'x64', {}),
  dockerfileText: 'FROM scratch AS app\nRUN --mount=type=secret,id=ca true\n',
  files: [],
  bases: [],
});

describe('buildNxContainerOptions', () => {
  it('says in the words of nx-container what the plan decides', () => {
    expect(buildNxContainerOptions(plan, 'podman', '/ca.pem')).toEqual({
      engine: 'podman',
      quiet: true,
      file: '/ws/apps/backend/Dockerfile',
      context: '/ws/apps/backend',
      tags: [plan.inputsReference],
      platforms: ['linux/amd64'],
      'build-args': ['DEBUG=1'],
      'secret-files': ['ca=/ca.pem'],
      target: 'app',
      network: 'host',
    });
  });

  it('asks buildx to put the image into Docker', () => {
    expect(buildNxContainerOptions(plan, 'docker', undefined)).toMatchObject({ load: true, 'secret-files': [] });
  });

  it('gives no secret to a build that does not ask for one', () => {
    const modest = { ...plan, wantsCa: false };
    expect(buildNxContainerOptions(modest, 'podman', '/ca.pem')['secret-files']).toEqual([]);
  });
});

describe('buildEnv', () => {
  it('keeps overrides and the .env file away from the build', () => {
    const engine = { program: 'podman', env: { CONTAINERS_CONF: '/c' } } as const;
    expect(buildEnv(engine, { INPUT_TAGS: 'evil:1' }, { SOURCE_DATE_EPOCH: '42' })).toMatchObject({
      INPUT_TAGS: undefined,
      DOTENV_CONFIG_PATH: '/dev/null',
      SOURCE_DATE_EPOCH: '42',
      CONTAINERS_CONF: '/c',
    });
  });
});

describe('runBuild', () => {
  const engine = { program: 'podman', env: {} } as const;
  let asked: string | undefined;
  const run: Run = async (argv, options) => {
    const isWorker = argv[1]?.endsWith('nx-container-worker.mjs');
    if (isWorker && options?.input instanceof Readable) asked = await text(options.input);
    return { argv, exitCode: 0, signal: null, timedOut: false, stdout: '', stderr: '' };
  };
  const build = async (prepare: () => Promise<void>): Promise<unknown> => {
    const workspace = mkdtempSync(join(tmpdir(), 'build-'));
    try {
      return await runBuild(run, { ...plan, project: { ...project, workspace } }, engine, undefined, prepare, {});
    } finally {
      rmSync(workspace, { recursive: true });
    }
  };

  it('asks for the image once the engine is prepared', async () => {
    let isPrepared = false;
    await build(async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      isPrepared = true;
    });
    expect(isPrepared).toBe(true);
    expect(asked).toContain(plan.inputsReference);
  });

  it('asks for nothing when the engine cannot be prepared, and says why', async () => {
    await expect(build(() => Promise.reject(new Error('disk full')))).rejects.toThrow('disk full');
    expect(asked).toBe('');
  });
});
