import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findEngine, inspectImage, toolsFile } from './engine';
import { UserError } from './errors';
import { ensureImageBytes } from './image-bytes';
import { type ImageFile, readImageFile, writeImageFile } from './image-file';
import { run } from './run';

let folder: string;
const path = process.env['PATH'];
const podman = { program: 'podman', env: {} } as const;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'engine-'));
  mkdirSync(join(folder, 'bin'));
  process.env['PATH'] = `${join(folder, 'bin')}:/usr/bin:/bin`;
  stub('podman', 'exit 127');
  stub('docker', 'exit 1');
});
afterEach(() => {
  process.env['PATH'] = path;
  rmSync(folder, { recursive: true });
});

function stub(program: string, script: string): void {
  writeFileSync(join(folder, 'bin', program), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'bin', program), 0o755);
}
function writeTools(program: string): void {
  mkdirSync(dirname(join(folder, toolsFile)), { recursive: true });
  const env = { CONTAINERS_CONF: join(folder, 'build.conf') };
  writeFileSync(env.CONTAINERS_CONF, '');
  writeFileSync(join(folder, toolsFile), JSON.stringify({ engine: { program, env } }));
}

describe('findEngine', () => {
  it('takes what the set-up chose, with its environment', async () => {
    writeTools('podman');
    expect(await findEngine(run, folder, 'auto')).toEqual({
      program: 'podman',
      env: { CONTAINERS_CONF: join(folder, 'build.conf') },
    });
  });

  it('says what to run where the settings that the set-up wrote are gone', async () => {
    writeTools('podman');
    rmSync(join(folder, 'build.conf'));
    await expect(findEngine(run, folder, 'auto')).rejects.toThrow(
      expect.objectContaining({ message: expect.stringContaining('build.conf'), hint: 'Run: npx nx setup cluster' }),
    );
  });

  it('prefers Docker if its daemon answers', async () => {
    stub('docker', 'echo ID');
    stub('podman', 'echo podman version 5');
    expect(await findEngine(run, folder, 'auto')).toEqual({ program: 'docker', env: {} });
  });

  it('takes podman if no daemon answers', async () => {
    stub('podman', 'echo podman version 5');
    expect(await findEngine(run, folder, 'auto')).toEqual(podman);
  });

  it('takes the one that is asked for, whatever the set-up chose', async () => {
    writeTools('podman');
    stub('docker', 'echo ID');
    expect((await findEngine(run, folder, 'docker')).program).toBe('docker');
  });

  it('names the ways out if there is none', async () => {
    await expect(findEngine(run, folder, 'auto')).rejects.toThrow(
      'Find a container engine: no Docker daemon answers, and podman is not installed.',
    );
  });

  it('passes over a Docker that lacks buildx', async () => {
    stub('docker', '[ "$1" = info ] && echo ID');
    stub('podman', 'echo podman version 5');
    expect(await findEngine(run, folder, 'auto')).toEqual(podman);
  });

  it('says so if buildx is all that is missing', async () => {
    stub('docker', '[ "$1" = info ] && echo ID');
    const found = findEngine(run, folder, 'docker');
    await expect(found).rejects.toThrow(
      new UserError(
        'Find a container engine: Docker answers, but its plugin buildx is missing.',
        'Install the package docker-buildx-plugin (docker-buildx on Debian and Ubuntu), or podman, then try again.',
      ),
    );
  });
});

describe('inspectImage', () => {
  it('gives the id in one form, whichever engine says it', async () => {
    stub('podman', 'echo abc 42');
    expect(await inspectImage(run, podman, 'x')).toEqual({ imageId: 'sha256:abc', sizeBytes: 42 });
    stub('podman', 'echo sha256:abc 42');
    expect(await inspectImage(run, podman, 'x')).toEqual({ imageId: 'sha256:abc', sizeBytes: 42 });
  });
});

describe('ensureImageBytes', () => {
  const owner = (): { root: string; project: string; projectRoot: string } => ({
    root: folder,
    project: 'backend',
    projectRoot: 'apps/backend',
  });
  const image: ImageFile = {
    project: 'backend',
    repository: 'todo-app/backend',
    tag: 'a'.repeat(12),
    imageId: `sha256:${'a'.repeat(64)}`,
    inputs: `sha256:${'b'.repeat(64)}`,
    digest: null,
    platform: 'linux/amd64',
    sizeBytes: 1,
    engine: 'podman',
  };

  it('is content with an id that the engine holds', async () => {
    writeImageFile(folder, 'apps/backend', image);
    stub('podman', `[ "$5" = ${image.imageId} ] && echo ${'a'.repeat(64)} 1`);
    expect(await ensureImageBytes(run, podman, owner())).toEqual(image);
  });

  it('takes an image of equal inputs in its place, and writes down its id', async () => {
    writeImageFile(folder, 'apps/backend', image);
    stub('podman', `[ "$5" = todo-app/backend:inputs-${'b'.repeat(12)} ] && echo ${'c'.repeat(64)} 2`);
    const found = await ensureImageBytes(run, podman, owner());
    expect(found).toEqual({ ...image, imageId: `sha256:${'c'.repeat(64)}`, tag: 'c'.repeat(12), sizeBytes: 2 });
    expect(readImageFile(folder, 'apps/backend', 'backend')).toEqual(found);
  });

  it('rebuilds through Nx if there is neither, and goes on with what that wrote', async () => {
    writeImageFile(folder, 'apps/backend', image);
    stub('podman', 'exit 1');
    stubNx(`[ "$*" = "run backend:container --skip-nx-cache --excludeTaskDependencies" ] &&
      sed -i s/${image.tag}/${'d'.repeat(12)}/ dist/apps/backend/image.json`);
    expect((await ensureImageBytes(run, podman, owner())).imageId).toContain('d'.repeat(12));
  });

  it('says why a rebuild failed', async () => {
    writeImageFile(folder, 'apps/backend', image);
    stub('podman', 'exit 1');
    stubNx('echo no such package >&2; exit 1');
    await expect(ensureImageBytes(run, podman, owner())).rejects.toThrow(
      /^Rebuild the image of "backend", whose bytes podman does not hold: .*ended with exit code 1:\nno such package$/,
    );
  });
});

function stubNx(script: string): void {
  mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true });
  stub('../node_modules/.bin/nx', script);
}
