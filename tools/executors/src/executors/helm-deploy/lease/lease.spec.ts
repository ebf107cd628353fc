import { ApiException, type V1Lease } from '@kubernetes/client-node';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ClusterApi } from '../cluster-api';
import { acquireLock, durationSeconds, type Lock, type LockWish } from './lease';

/** A server that keeps one Lease, with the rules that two writers meet. */
function createServer(): Pick<ClusterApi, 'readLease' | 'createLease' | 'replaceLease'> & {
  lease: V1Lease | undefined;
} {
  const conflict = (): ApiException<unknown> => new ApiException(409, 'conflict', undefined, {});
  let version = 0;
  const keep = (body: V1Lease): Promise<V1Lease> => {
    version += 1;
    server.lease = { ...structuredClone(body), metadata: { ...body.metadata, resourceVersion: String(version) } };
    return Promise.resolve(server.lease);
  };
  const server: ReturnType<typeof createServer> = {
    lease: undefined,
    readLease: () => Promise.resolve(server.lease && structuredClone(server.lease)),
    createLease: (_, body) => (server.lease ? Promise.reject(conflict()) : keep(body)),
    replaceLease: (_, body) =>
      body.metadata?.resourceVersion === server.lease?.metadata?.resourceVersion
        ? keep(body)
        : Promise.reject(conflict()),
  };
  return server;
}

let server: ReturnType<typeof createServer>;
let said: string[];
const elsewhere = { 'helm-deploy/process': JSON.stringify({ machine: 'another', pid: 1 }), 'helm-deploy/id': 'theirs' };

beforeEach(() => {
  server = createServer();
  said = [];
});

function acquire(wish: Partial<LockWish> = {}): Promise<Lock> {
  return acquireLock(server, {
    namespace: 'todo-app',
    release: 'todo-app',
    id: 'ours',
    wait: true,
    signal: new AbortController().signal,
    tell: (line) => said.push(line),
    command: 'nx deploy chart',
    ...wish,
  });
}

async function holdElsewhere(): Promise<void> {
  const spec = { holderIdentity: 'anna@desk', acquireTime: new Date().toISOString() as never };
  await server.createLease('', { metadata: { name: 'todo-app', annotations: elsewhere }, spec });
}

describe('acquireLock', () => {
  it('takes a free lock, and gives it back', async () => {
    const lock = await acquire();
    expect([lock.tookOver, said]).toEqual([false, []]);
    await lock.release();
    expect(server.lease?.spec?.holderIdentity).toBe('');
    const again = await acquire({ id: 'next' });
    expect([again.tookOver, said]).toEqual([false, []]);
    await again.release();
  });

  it('fails at once, naming the holder, where that was wished', async () => {
    await holdElsewhere();
    await expect(acquire({ wait: false })).rejects.toThrow(/anna@desk deploys, since \d\d:\d\d:\d\d UTC \(\d s ago\)/);
  });

  it('waits for a holder that lives', async () => {
    await holdElsewhere();
    const lock = acquire();
    await vi.waitFor(() => {
      expect(said).toHaveLength(1);
    });
    expect(said[0]).toContain('waiting: anna@desk deploys');
    const body = server.lease as V1Lease;
    await server.replaceLease('', { ...body, spec: { ...body.spec, holderIdentity: '' } });
    expect(await lock).toMatchObject({ tookOver: false });
    await (await lock).release();
  });

  it('gives one lock to one of many', async () => {
    const locks = await Promise.allSettled(['a', 'b', 'c'].map((id) => acquire({ id, wait: false })));
    expect(locks.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('takes over at once from a process of this machine that has ended', async () => {
    const lock = await acquire();
    const body = server.lease as V1Lease;
    const dead = JSON.stringify({
      ...JSON.parse(body.metadata?.annotations?.['helm-deploy/process'] ?? ''),
      pid: 2 ** 22 + 1,
    });
    server.lease = {
      ...body,
      metadata: { ...body.metadata, annotations: { ...elsewhere, 'helm-deploy/process': dead } },
    };
    const next = await acquire({ id: 'next' });
    expect(next.tookOver).toBe(true);
    expect(said[0]).toContain('gives no sign of life');
    await Promise.all([lock.release(), next.release()]);
  });

  it('takes over from a machine that has gone silent, by its own clock alone', async () => {
    await holdElsewhere();
    vi.useFakeTimers();
    try {
      const lock = acquire();
      await vi.advanceTimersByTimeAsync((durationSeconds + 3) * 1000);
      expect(await lock).toMatchObject({ tookOver: true });
      await (await lock).release();
    } finally {
      vi.useRealTimers();
    }
  });

  it('learns that somebody else took its lock', async () => {
    vi.useFakeTimers();
    try {
      const lock = await acquire();
      await vi.advanceTimersByTimeAsync(6000);
      expect(lock.lost.aborted).toBe(false);
      const body = server.lease as V1Lease;
      await server.replaceLease('', { ...body, metadata: { ...body.metadata, annotations: elsewhere } });
      await vi.advanceTimersByTimeAsync(6000);
      expect(lock.lost.aborted).toBe(true);
      await lock.release();
      expect(server.lease?.spec?.holderIdentity).not.toBe('');
    } finally {
      vi.useRealTimers();
    }
  });
});
