import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { run } from '../../lib/run';
import { buildPushArgs, parsePushedDigest, pushImage } from './push';

const image = { imageId: 'sha256:1', repository: 'ghcr.io/me/backend', tag: 'aaaaaaaaaaaa', digest: undefined };
const digest = `sha256:${'d'.repeat(64)}`;
const before = `sha256:${'b'.repeat(64)}`;
const podman = { program: 'podman', env: {} } as const;
const journal = {
  file: 'container.log',
  say: () => undefined,
  log: () => undefined,
  progress: () => undefined,
  end: () => undefined,
  close: () => undefined,
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'push-'));
  vi.stubEnv('PATH', `${folder}:/usr/bin:/bin`);
  vi.stubEnv('TMPDIR', folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** A podman that keeps what it was asked; its registry answers a question for a manifest with this exit code. */
function stubPodman(
  manifest: string,
  push = `while [ "$1" != --digestfile ]; do shift; done; echo ${digest} > "$2"`,
): void {
  const script = `#!/bin/sh\necho "$1" >> ${folder}/calls\nif [ "$1" = manifest ]; then ${manifest}; fi\n${push}\n`;
  writeFileSync(join(folder, 'podman'), script);
  chmodSync(join(folder, 'podman'), 0o755);
}
const calls = (): string[] => readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');

describe('pushImage', () => {
  it('gives the digest that the engine wrote down', async () => {
    stubPodman('exit 1');
    expect(await pushImage(run, podman, image, journal)).toBe(digest);
  });

  it('sends nothing that the registry has', async () => {
    stubPodman('exit 0');
    expect(await pushImage(run, podman, { ...image, digest: before }, journal)).toBe(before);
    expect(calls()).toEqual(['manifest']);
  });

  it.each([
    ['has lost it', 'echo "manifest unknown" >&2; exit 125'],
    ['cannot be asked', 'echo "unauthorized" >&2; exit 125'],
  ])('sends again what was pushed before if the registry %s', async (_, manifest) => {
    stubPodman(manifest);
    expect(await pushImage(run, podman, { ...image, digest: before }, journal)).toBe(digest);
  });

  it('says which login is missing', async () => {
    stubPodman('exit 1', 'echo "Error: unauthorized: authentication required" >&2; exit 125');
    await expect(pushImage(run, podman, image, journal)).rejects.toMatchObject({ hint: 'Run: podman login ghcr.io' });
  });

  it('leaves no temporary file', async () => {
    stubPodman('exit 1');
    await pushImage(run, podman, image, journal);
    expect(readdirSync(folder).sort()).toEqual(['calls', 'podman']);
  });
});

describe('buildPushArgs', () => {
  it('asks podman for the digest', () => {
    expect(buildPushArgs('podman', image, '/d')).toEqual([
      ...['podman', 'push', '--digestfile', '/d'],
      ...['sha256:1', 'docker://ghcr.io/me/backend:aaaaaaaaaaaa'],
    ]);
  });

  it.each(['localhost:5000', '127.0.0.1:5000'])('accepts plain HTTP from %s', (registry) => {
    expect(buildPushArgs('podman', { ...image, repository: `${registry}/me` }, '/d')).toContain('--tls-verify=false');
  });

  it.each(['ghcr.io', 'localhost.example.org', '10.0.0.1:5000'])('insists on HTTPS from %s', (registry) => {
    expect(buildPushArgs('podman', { ...image, repository: `${registry}/me` }, '/d').join()).not.toContain(
      'tls-verify',
    );
  });

  it('pushes a name with docker', () => {
    expect(buildPushArgs('docker', image, '/d')).toEqual(['docker', 'push', 'ghcr.io/me/backend:aaaaaaaaaaaa']);
  });
});

describe('parsePushedDigest', () => {
  it('reads what docker says last', () => {
    const said = `The push refers to repository [ghcr.io/me/backend]\n1f3a: Pushed\naaaaaaaaaaaa: digest: ${digest} size: 1570\n`;
    expect(parsePushedDigest(said)).toBe(digest);
  });

  it('does not make one up', () => {
    expect(() => parsePushedDigest('1f3a: Pushed')).toThrow('docker push reported no digest');
  });
});
