import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { ensureRelease, hasRelease, helmRelease, kindRelease } from './release';
import { makeWorld } from './testing/world';

const sum = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** A site that serves files by path, for one test. */
async function serve(files: Record<string, Buffer | string>): Promise<string> {
  const server = createServer((asked, answer) => {
    const file = files[asked.url ?? ''];
    answer.writeHead(file === undefined ? 404 : 200).end(file);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterEach(() => {
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('ensureRelease', () => {
  it('fetches a program whose bytes have the published checksum', async () => {
    const bytes = Buffer.from('#!/bin/sh\n');
    const release = kindRelease(
      'linux',
      'amd64',
      await serve({
        '/v0.33.0/kind-linux-amd64': bytes,
        '/v0.33.0/kind-linux-amd64.sha256sum': `${sum(bytes)}  kind\n`,
      }),
    );
    const file = await ensureRelease(release, makeWorld().context);
    expect(readFileSync(file, 'utf8')).toBe('#!/bin/sh\n');
    expect(statSync(file).mode & 0o111).toBe(0o111);
  });

  it('keeps nothing of bytes with another checksum', async () => {
    const { context } = makeWorld();
    const other = sum(Buffer.from('other'));
    const release = kindRelease(
      'linux',
      'amd64',
      await serve({ '/v0.33.0/kind-linux-amd64': 'evil', '/v0.33.0/kind-linux-amd64.sha256sum': other }),
    );
    await expect(ensureRelease(release, context)).rejects.toThrow(/checksum/);
    expect(hasRelease(release, context.paths)).toBe(false);
  });

  it('takes a checksum that is no checksum for none', async () => {
    const release = kindRelease(
      'linux',
      'amd64',
      await serve({ '/v0.33.0/kind-linux-amd64': 'x', '/v0.33.0/kind-linux-amd64.sha256sum': '<html>' }),
    );
    await expect(ensureRelease(release, makeWorld().context)).rejects.toThrow(/published is none/);
  });

  it('says which address did not have the file', async () => {
    const release = kindRelease('linux', 'amd64', await serve({}));
    await expect(ensureRelease(release, makeWorld().context)).rejects.toThrow(/404/);
  });

  it('takes helm out of its archive', async () => {
    const world = makeWorld();
    world.stub('tar', 'exec tar "$@"');
    world.file('release/linux-amd64/helm', 'the helm');
    const archive = join(world.folder, 'helm.tar.gz');
    await world.context.run(['tar', '-czf', archive, '-C', join(world.folder, 'release'), 'linux-amd64']);
    const bytes = readFileSync(archive);
    const name = '/helm-v4.3.1-linux-amd64.tar.gz';
    const release = helmRelease(
      'linux',
      'amd64',
      await serve({ [name]: bytes, [`${name}.sha256sum`]: `${sum(bytes)}  helm\n` }),
    );
    const file = await ensureRelease(release, world.context);
    expect(readFileSync(file, 'utf8')).toBe('the helm');
    expect(existsSync(`${file}.partial-${process.pid}.d`)).toBe(false);
  });
});
