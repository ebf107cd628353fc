import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { run, runOrThrow } from '../../lib/run';
import { readBuildConstants } from './reproducible';

let workspace: string;
const path = process.env['PATH'];
const docker = { program: 'docker', env: {} } as const;
const podman = { program: 'podman', env: {} } as const;

beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'reproducible-'));
  mkdirSync(join(workspace, 'bin'));
  process.env['PATH'] = `${join(workspace, 'bin')}:${path}`;
  writeFileSync(join(workspace, 'bin/docker'), '#!/bin/sh\n[ "$1 $2" = "context show" ] && echo colima\n');
  chmodSync(join(workspace, 'bin/docker'), 0o755);
});

afterEach(() => {
  process.env['PATH'] = path;
  rmSync(workspace, { recursive: true });
});

const read = (engine: typeof docker | typeof podman, inherited: Record<string, string> = {}) =>
  readBuildConstants(
    run,
    engine,
    { project: { name: 'app', workspace, root: 'app' }, dockerfile: join(workspace, 'app/Dockerfile') },
    inherited,
  );

async function commit(file: string, seconds: number): Promise<void> {
  mkdirSync(join(workspace, 'app'), { recursive: true });
  writeFileSync(join(workspace, file), String(seconds));
  const date = `${seconds} +0000`;
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];
  const env = { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
  await runOrThrow(run, ['git', 'add', file], { cwd: workspace });
  await runOrThrow(run, ['git', ...identity, 'commit', '--quiet', '-m', file], { cwd: workspace, env });
}

it('takes the time of the last commit that touched the project', async () => {
  await runOrThrow(run, ['git', 'init', '--quiet'], { cwd: workspace });
  await commit('app/Dockerfile', 1_700_000_000);
  await commit('elsewhere', 1_800_000_000);
  expect(await read(podman)).toEqual({ SOURCE_DATE_EPOCH: '1700000000' });
});

it('takes one time for all where git knows none', async () => {
  expect(await read(podman)).toEqual({ SOURCE_DATE_EPOCH: '0' });
});

it("builds in Docker's own daemon, whichever context it has and whatever other builder is chosen", async () => {
  expect(await read(docker)).toMatchObject({ BUILDX_BUILDER: 'colima' });
});

it('leaves alone what the environment says', async () => {
  const inherited = { SOURCE_DATE_EPOCH: '42', BUILDX_BUILDER: 'mine' };
  expect(await read(docker, inherited)).toEqual(inherited);
});
