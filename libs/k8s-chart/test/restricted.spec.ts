import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chartFolder } from './chart';
import { findObject, listContainers, listPods } from './kubernetes-object';
import { render } from './render';

/** The variables whose value may stand in the pod. */
const plain = [
  'HOST',
  'HOSTNAME',
  'PGDATA',
  'POSTGRES_DB',
  'POSTGRES_USER',
  'SHUTDOWN_TIMEOUT_SECONDS',
  'TRUSTED_PROXY_HOPS',
];
const profiles = readdirSync(join(chartFolder, 'values'));

describe.each(profiles)('every pod of values/%s', async (profile) => {
  const objects = await render(join(chartFolder, 'values', profile), { postgres: { enabled: true } });

  it.each(listPods(objects))('%s runs as nobody in particular, without a token', (_, pod) => {
    expect(pod.securityContext).toMatchObject({
      runAsNonRoot: true,
      runAsUser: 10001,
      runAsGroup: 10001,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(pod.automountServiceAccountToken).toBe(false);
    expect(findObject(objects, 'ServiceAccount', pod.serviceAccountName)).toMatchObject({
      automountServiceAccountToken: false,
    });
  });

  it.each(listPods(objects))('%s mounts nothing of the node', (_, pod) => {
    const kinds = (pod.volumes ?? []).flatMap((volume) => Object.keys(volume).filter((key) => key !== 'name'));
    expect(new Set(kinds)).toEqual(new Set(kinds.length ? ['emptyDir'] : []));
    expect(pod).not.toHaveProperty('hostNetwork');
    expect(pod).not.toHaveProperty('hostPID');
  });

  it.each(listContainers(objects))('%s has no way to gain rights or to write outside its volumes', (_, container) => {
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      privileged: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      capabilities: { drop: ['ALL'] },
    });
  });

  it.each(listContainers(objects))('%s asks for what it needs and is held to a limit', (_, { resources }) => {
    expect(Object.keys(resources.requests).sort()).toEqual(['cpu', 'ephemeral-storage', 'memory']);
    expect(Object.keys(resources.limits).sort()).toEqual(['ephemeral-storage', 'memory']);
  });

  it.each(listContainers(objects))(
    '%s names no variable twice and holds no secret as plain text',
    (_, { env = [] }) => {
      const names = env.map(({ name }) => name);
      expect(names).toEqual([...new Set(names)]);
      for (const { name, value } of env) {
        if (value !== undefined) expect(plain).toContain(name);
      }
    },
  );
});
