import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { registryAnswers } from './registry';

let folder: string;
let memory: string;
let server: Server;
let registry: string;
let status: number;
let asked: (string | undefined)[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'registry-'));
  memory = join(folder, 'cache/registries.json');
  status = 401;
  asked = [];
  server = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(status, { connection: 'close' }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  registry = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

describe('registryAnswers', () => {
  it('takes a registry that wants a token for one that answers', async () => {
    expect(await registryAnswers(registry, memory)).toBe(true);
    expect(asked).toEqual(['/v2/']);
  });

  it('does not take a proxy in between for a registry', async () => {
    status = 403;
    expect(await registryAnswers(registry, memory)).toBe(false);
  });

  it('asks once in five minutes', async () => {
    await registryAnswers(registry, memory, 1_000_000);
    await registryAnswers(registry, memory, 1_299_000);
    expect(asked).toHaveLength(1);
    await registryAnswers(registry, memory, 1_301_000);
    expect(asked).toHaveLength(2);
  });

  it('says no where nobody listens', async () => {
    await new Promise((resolve) => server.close(resolve));
    expect(await registryAnswers(registry, memory)).toBe(false);
  });
});
