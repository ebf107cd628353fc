import { expect, it } from 'vitest';
import { ApiException } from '@kubernetes/client-node';
import { checkPods } from './check-pods';
import type { NewPod } from './new-pods';

const pod = { workload: 'Deployment/api', body: { spec: {} }, isAdditional: true } as unknown as NewPod;
const refuse = (message: string) => ({
  createPodDryRun: () => Promise.reject(new ApiException(403, 'refused', JSON.stringify({ message }), {})),
});

it('is silent about pods that are taken', async () => {
  expect(await checkPods({ createPodDryRun: () => Promise.resolve() }, 'apps', [pod])).toEqual([]);
});

it.each([
  [
    'pods "x" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false (container "c")',
    'The namespace "apps" refuses the pods of Deployment/api (Pod Security restricted:latest): allowPrivilegeEscalation != false (container "c").',
  ],
  [
    'pods "x" is forbidden: exceeded quota: q, requested: cpu=1, used: cpu=0, limited: cpu=500m',
    'A quota of the namespace "apps" refuses the pods of Deployment/api: q, requested: cpu=1, used: cpu=0, limited: cpu=500m.',
  ],
  [
    'pods "x" is forbidden: maximum cpu usage per Container is 1, but limit is 2',
    'A limit range of the namespace "apps" refuses the pods of Deployment/api: maximum cpu usage per Container is 1, but limit is 2.',
  ],
])('names what refuses: %s', async (message, sentence) => {
  expect((await checkPods(refuse(message), 'apps', [pod]))[0]?.message).toBe(sentence);
});

it.each([
  'pods is forbidden: User "ci" cannot create resource "pods" in API group "" in the namespace "apps"',
  'the server is currently unable to handle the request',
])('blames no pod for: %s', async (message) => {
  expect(await checkPods(refuse(message), 'apps', [pod])).toEqual([]);
});

it('counts only pods that come in addition against a quota', async () => {
  const replacing = [{ ...pod, isAdditional: false }];
  const quota = 'pods "x" is forbidden: exceeded quota: q, requested: cpu=1';
  expect(await checkPods(refuse(quota), 'apps', replacing)).toEqual([]);
  expect(await checkPods(refuse('violates PodSecurity "x": y'), 'apps', replacing)).toHaveLength(1);
});
