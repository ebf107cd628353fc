import { describe, expect, it } from 'vitest';
import { type KubernetesObject, type PodSpec, findObject, listNames, podTemplate } from './kubernetes-object';
import { render } from './render';

interface StatefulSetSpec {
  volumeClaimTemplates: readonly {
    spec: { storageClassName?: string; resources: { requests: { storage: string } } };
  }[];
}

async function statefulSet(postgres: Record<string, unknown> = {}): Promise<KubernetesObject> {
  return findObject(await render({ postgres: { enabled: true, ...postgres } }), 'StatefulSet', 'todo-app-postgres');
}

async function claim(storage: Record<string, unknown>) {
  const { volumeClaimTemplates } = (await statefulSet({ storage })).spec as unknown as StatefulSetSpec;
  return volumeClaimTemplates[0]?.spec;
}

function server(spec: PodSpec) {
  const [container] = spec.containers;
  if (!container) throw new Error('todo-app-postgres has no container');
  return container;
}

describe('the Postgres of the cluster', () => {
  it('is absent unless it is wanted', async () => {
    expect(listNames(await render()).filter((name) => name.includes('postgres'))).toEqual([]);
  });

  it('takes the default StorageClass unless one is named', async () => {
    expect(await claim({})).not.toHaveProperty('storageClassName');
    expect(await claim({ className: 'fast' })).toMatchObject({ storageClassName: 'fast' });
  });

  it('asks for the storage that is given', async () => {
    expect(await claim({ size: '5Gi' })).toMatchObject({ resources: { requests: { storage: '5Gi' } } });
  });

  it('keeps its files in a folder of the volume, whose root it does not own', async () => {
    const { env, volumeMounts } = server(podTemplate(await statefulSet()).spec);
    expect(env).toContainEqual({ name: 'PGDATA', value: '/var/lib/postgresql/data/pgdata' });
    expect(volumeMounts).toEqual([
      { name: 'data', mountPath: '/var/lib/postgresql/data' },
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'run', mountPath: '/var/run/postgresql' },
    ]);
  });

  it('gets its password from the Secret', async () => {
    expect(server(podTemplate(await statefulSet()).spec).env).toContainEqual({
      name: 'POSTGRES_PASSWORD',
      valueFrom: { secretKeyRef: { name: 'todo-app-secrets', key: 'POSTGRES_PASSWORD' } },
    });
  });

  it('gets the resources that are given', async () => {
    const resources = { requests: { cpu: '1', memory: '1Gi' }, limits: { memory: '2Gi' } };
    expect(server(podTemplate(await statefulSet({ resources })).spec).resources).toMatchObject(resources);
  });

  it('is not restarted by a change of settings that it does not read', async () => {
    const values = { config: { NEXT_PUBLIC_API_URL: '/x' }, secrets: { checksum: 'new' }, postgres: { enabled: true } };
    const other = findObject(await render(values), 'StatefulSet', 'todo-app-postgres');
    expect(other).toEqual(await statefulSet());
  });
});
