import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { run } from '../../lib/run';
import type { ClusterApi } from './cluster-api';
import type { DiagnosisContext } from './finding';
import type { Prepared } from './prepare';
import { rollBack } from './roll-back';
import type { Settings } from './settings';
import type { Snapshot } from './snapshot';
import type { Unblock } from './stuck-pods';

const { signal } = new AbortController();
const unblock: Unblock = () => Promise.resolve();
const context: DiagnosisContext = { allowedRestarts: () => 1, isLocalOnly: () => false, canGrow: false };
const settings = { rollback: true, release: 'todo-app', namespace: 'apps' } as Settings;

/** A release with one good revision, whose Secret was changed by the deploy that failed. */
function prepare(api: Partial<ClusterApi>, program = 'false'): Prepared {
  return {
    api,
    target: {
      helm: { program, version: '4.3.1' },
      settings,
      cluster: { kubeconfig: '/k', context: 'kind-x' },
    },
    plan: { secret: { name: 's', changed: ['DATABASE_URL'] }, liveSecret: { DATABASE_URL: 'old' } },
    live: { history: [{ revision: 3, status: 'deployed' }] },
  } as unknown as Prepared;
}

it('tells of a Secret that cannot be put back instead of failing, so that the cause of it all is told', async () => {
  const api = {
    readSecret: () => Promise.resolve(undefined),
    writeSecret: () => Promise.reject(new Error('no answer within 20 s')),
  };
  expect(await rollBack(run, settings, prepare(api), context, signal, unblock)).toBe(
    'Going back to revision 3 failed too: Write the Secret "s": no answer within 20 s. ' +
      'Try: helm rollback todo-app 3 -n apps --kube-context kind-x --kubeconfig /k',
  );
});

it('tells of a Helm that fails once more', async () => {
  const api = { readSecret: () => Promise.resolve(undefined), writeSecret: () => Promise.resolve() };
  expect(await rollBack(run, settings, prepare(api), context, signal, unblock)).toContain(
    'Going back to revision 3 failed too: false rollback todo-app 3',
  );
});

it('says why what it went back to is not healthy either', async () => {
  const path = join(__dirname, 'recorded/store-crash.json');
  const { deployments, statefulSets, replicaSets, jobs, pods, events } = JSON.parse(
    readFileSync(path, 'utf8'),
  ) as Snapshot;
  const lists = { deployments, statefulSets, replicaSets, jobs, pods, events };
  const api = Object.fromEntries(
    Object.entries(lists).map(([kind, items]) => [
      `list${kind.charAt(0).toUpperCase()}${kind.slice(1)}`,
      () => Promise.resolve(items),
    ]),
  );
  const secrets = { readSecret: () => Promise.resolve(undefined), writeSecret: () => Promise.resolve() };
  expect(await rollBack(run, settings, prepare({ ...api, ...secrets }, 'true'), context, signal, unblock)).toBe(
    'Rolled back to revision 3: store 0/1 ready. ' +
      'That has failed too: store: container "store" ended with exit code 1.',
  );
});
