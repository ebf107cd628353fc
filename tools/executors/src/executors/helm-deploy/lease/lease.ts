import type { V1Lease } from '@kubernetes/client-node';
import { V1MicroTime } from '@kubernetes/client-node';
import { UserError } from '../../../lib/errors';
import { describeApiError, isConflict, type ClusterApi } from '../cluster-api';
import { formatAge } from '../unchanged/judge';
import { pause } from '../watch';
import { hasEnded, identifyProcess, nameOurselves, type Process } from './holder';

/** The lock that two deploys of one release share: a Lease named after the release. */
export interface Lock {
  /** Whether it was taken from a holder that gave no sign of life any more. */
  tookOver: boolean;
  /** Aborted if somebody else takes it, as after a long time without the cluster. */
  lost: AbortSignal;
  /** Gives it back. It never rejects: a lock that cannot be given back expires. */
  release(): Promise<void>;
}

/** What is asked for. */
export interface LockWish {
  namespace: string;
  release: string;
  /** Of this deploy alone. */
  id: string;
  /** Whether to wait for another holder, or to fail. */
  wait: boolean;
  /** Ends the waiting. */
  signal: AbortSignal;
  tell: (line: string) => void;
  /** The command to type for the same again. */
  command: string;
}

/** Without a renewal for so long, a holder counts as dead; by the waiting clock alone, so that no two need agree. */
export const durationSeconds = 20;
const renewSeconds = 5;
const lookMs = 1000;
const tellSeconds = 10;

type Api = Pick<ClusterApi, 'readLease' | 'createLease' | 'replaceLease'>;

/**
 * Takes the lock, and renews it until it is given back.
 *
 * @throws UserError if another deploy holds it and waiting was not wished
 */
export async function acquireLock(api: Api, wish: LockWish): Promise<Lock> {
  let toldAt = -Infinity;
  let seen = { stamp: '', at: 0 };
  for (;;) {
    wish.signal.throwIfAborted();
    const lease = await api.readLease(wish.namespace, wish.release);
    const holder = readHolder(lease);
    const stamp = `${lease?.metadata?.uid} ${lease?.metadata?.resourceVersion}`;
    if (stamp !== seen.stamp) seen = { stamp, at: performance.now() };
    const isDead = holder !== undefined && (hasDied(lease) || performance.now() - seen.at > durationSeconds * 1000);
    if (!holder || isDead) {
      if (holder) wish.tell(`the lock of ${holder.name} is taken over: it gives no sign of life`);
      const taken = await take(api, wish, lease);
      if (taken) return hold(api, wish, taken, holder !== undefined);
      continue;
    }
    if (!wish.wait) throw explainHeld(wish, holder);
    if (performance.now() - toldAt > tellSeconds * 1000) {
      toldAt = performance.now();
      wish.tell(`waiting: ${describeHolder(holder)}`);
    }
    await pause(lookMs, wish.signal);
  }
}

interface Holder {
  name: string;
  since: Date | undefined;
}

/** Who holds a lease, if anybody. Pure. */
export function readHolder(lease: V1Lease | undefined): Holder | undefined {
  const { holderIdentity, acquireTime } = lease?.spec ?? {};
  // the client gives the time as the server wrote it
  return holderIdentity ? { name: holderIdentity, since: acquireTime && new Date(acquireTime) } : undefined;
}

const idAnnotation = 'helm-deploy/id';
const processAnnotation = 'helm-deploy/process';

/** Whether the holder was a process of this machine that is not there any more. */
function hasDied(lease: V1Lease | undefined): boolean {
  const text = lease?.metadata?.annotations?.[processAnnotation];
  return text !== undefined && hasEnded(JSON.parse(text) as Process);
}

/** @returns `undefined` if somebody else was faster */
async function take(api: Api, wish: LockWish, before: V1Lease | undefined): Promise<V1Lease | undefined> {
  const now = new V1MicroTime();
  const body: V1Lease = {
    metadata: {
      ...(before?.metadata ?? { name: wish.release, labels: { 'app.kubernetes.io/managed-by': 'helm-deploy' } }),
      annotations: { [idAnnotation]: wish.id, [processAnnotation]: JSON.stringify(identifyProcess()) },
    },
    spec: {
      holderIdentity: nameOurselves(),
      leaseDurationSeconds: durationSeconds,
      acquireTime: now,
      renewTime: now,
      leaseTransitions: (before?.spec?.leaseTransitions ?? -1) + 1,
    },
  };
  try {
    return await (before ? api.replaceLease(wish.namespace, body) : api.createLease(wish.namespace, body));
  } catch (cause) {
    if (isConflict(cause)) return undefined;
    throw new UserError(`Take the lock of "${wish.release}": ${describeApiError(cause)}.`, 'Run: nx status cluster', {
      cause,
    });
  }
}

function hold(api: Api, wish: LockWish, taken: V1Lease, tookOver: boolean): Lock {
  let lease = taken;
  const lost = new AbortController();
  const isOurs = (each: V1Lease | undefined): boolean => each?.metadata?.annotations?.[idAnnotation] === wish.id;
  const write = async (spec: V1Lease['spec']): Promise<void> => {
    try {
      lease = await api.replaceLease(wish.namespace, { ...lease, spec: { ...lease.spec, ...spec } });
    } catch (error) {
      if (!isConflict(error)) return;
      const found = await api.readLease(wish.namespace, wish.release).catch(() => lease);
      if (found && isOurs(found)) lease = found;
      else lost.abort();
    }
  };
  let renewal = Promise.resolve();
  const timer = setInterval(() => {
    renewal = renewal.then(() => (lost.signal.aborted ? undefined : write({ renewTime: new V1MicroTime() })));
  }, renewSeconds * 1000);
  timer.unref();
  return {
    tookOver,
    lost: lost.signal,
    release: async () => {
      clearInterval(timer);
      await renewal;
      if (!lost.signal.aborted) await write({ holderIdentity: '', renewTime: new V1MicroTime() });
    },
  };
}

function describeHolder({ name, since }: Holder): string {
  return `${name} deploys, since ${since ? `${since.toISOString().slice(11, 19)} UTC (${formatAge(Date.now() - since.getTime())})` : 'a time that it did not say'}`;
}

function explainHeld({ release, command }: LockWish, holder: Holder): UserError {
  return new UserError(
    `Deploy "${release}": nothing was changed. ${describeHolder(holder)}.`,
    `Wait for it: ${command} --lock=wait`,
  );
}
