import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chartFolder } from './chart';
import { type Container, findObject, listNames, podTemplate } from './kubernetes-object';
import { render } from './render';

interface DeploymentSpec {
  replicas: number;
  progressDeadlineSeconds: number;
  strategy: { rollingUpdate: { maxUnavailable: number; maxSurge: number } };
}

interface Probe {
  httpGet: { path: string; port: number | string };
}

async function deployment(component: string, values = {}) {
  return findObject(await render({ [component]: values }), 'Deployment', `todo-app-${component}`);
}

function server(object: Parameters<typeof podTemplate>[0]): Container {
  const container = podTemplate(object).spec.containers[0];
  if (!container) throw new Error(`${object.metadata.name} has no container`);
  return container;
}

/** The sidecar in front of the server. */
function gateway(object: Parameters<typeof podTemplate>[0]): Container {
  const container = podTemplate(object).spec.initContainers?.at(-1);
  if (container?.name !== 'gateway') throw new Error(`${object.metadata.name} has no gateway`);
  return container;
}

describe.each([
  { component: 'backend', address: 'HOST', migration: ['python', '-m', 'todo_api.migrate'] },
  { component: 'frontend', address: 'HOSTNAME', migration: ['node', 'migrate.mjs'] },
])('$component', ({ component, address, migration }) => {
  it('migrates with its own image and variables before it serves', async () => {
    const { spec } = podTemplate(await deployment(component));
    const [init] = spec.initContainers ?? [];
    const [main] = spec.containers;
    expect(init?.command).toEqual(migration);
    expect(init?.image).toBe(main?.image);
    expect(init?.env).toEqual(main?.env);
  });

  it('is reached by its gateway alone', async () => {
    const objects = await render();
    const service = findObject(objects, 'Service', `${component}-svc`).spec as {
      selector: object;
      ports: readonly { targetPort: number }[];
    };
    const { metadata } = podTemplate(findObject(objects, 'Deployment', `todo-app-${component}`));
    const listening = server(await deployment(component));
    expect(metadata.labels).toMatchObject(service.selector);
    expect(service.ports.map(({ targetPort }) => targetPort)).toEqual([8080]);
    expect(gateway(await deployment(component))['ports']).toContainEqual({ name: 'http', containerPort: 8080 });
    expect(listening.env).toContainEqual({ name: address, value: '127.0.0.1' });
    expect(listening['ports']).toBeUndefined();
  });

  it('is asked whether it lives at another path than whether it is ready', async () => {
    const { livenessProbe, readinessProbe, startupProbe } = server(await deployment(component)) as unknown as Record<
      string,
      Probe
    >;
    expect(livenessProbe?.httpGet).toEqual({ path: '/livez', port: 8081 });
    expect(startupProbe?.httpGet).toEqual({ path: '/livez', port: 8081 });
    expect(readinessProbe?.httpGet).toEqual({ path: '/readyz', port: 8081 });
  });

  it('never has fewer pods than wanted while it rolls', async () => {
    const spec = (await deployment(component)).spec as unknown as DeploymentSpec;
    expect(spec.strategy.rollingUpdate).toEqual({ maxUnavailable: 0, maxSurge: 1 });
  });

  it('calls a rollout stuck before the 300 s of a deploy are over', async () => {
    const spec = (await deployment(component)).spec as unknown as DeploymentSpec;
    expect(spec.progressDeadlineSeconds).toBeLessThan(300);
  });

  it('trusts a new pod after minReadySeconds', async () => {
    const { spec } = await deployment(component, { minReadySeconds: 9 });
    expect(spec?.['minReadySeconds']).toBe(9);
  });

  it('goes on serving for preStopSleepSeconds, without a sleep program in the image', async () => {
    const rolled = await deployment(component, { preStopSleepSeconds: 7 });
    expect(server(rolled)['lifecycle']).toEqual({ preStop: { sleep: { seconds: 7 } } });
  });

  it('gets terminationGracePeriodSeconds to end', async () => {
    const rolled = await deployment(component, { terminationGracePeriodSeconds: 77 });
    expect(podTemplate(rolled).spec['terminationGracePeriodSeconds']).toBe(77);
  });

  it('gets the resources that are given, a cpu limit too', async () => {
    const resources = { requests: { cpu: '300m', memory: '300Mi' }, limits: { cpu: '2', memory: '600Mi' } };
    expect(server(await deployment(component, { resources })).resources).toMatchObject(resources);
  });

  it('runs once by default, with no budget that could block a drain', async () => {
    const objects = await render();
    const spec = findObject(objects, 'Deployment', `todo-app-${component}`).spec as unknown as DeploymentSpec;
    expect(spec.replicas).toBe(1);
    expect(listNames(objects)).not.toContain(`PodDisruptionBudget/todo-app-${component}`);
    expect(podTemplate(await deployment(component)).spec).not.toHaveProperty('topologySpreadConstraints');
  });

  it('with more replicas is spread over nodes and drained one at a time, broken pods at once', async () => {
    const objects = await render({ [component]: { replicas: 3 } });
    const { metadata, spec } = podTemplate(findObject(objects, 'Deployment', `todo-app-${component}`));
    const selector = { matchLabels: metadata.labels };
    expect(findObject(objects, 'PodDisruptionBudget', `todo-app-${component}`).spec).toEqual({
      maxUnavailable: 1,
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
      selector,
    });
    expect(spec['topologySpreadConstraints']).toEqual([
      {
        maxSkew: 1,
        topologyKey: 'kubernetes.io/hostname',
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: selector,
      },
    ]);
  });

  it('has a writable /tmp, and no other pod rolls when a value of its own changes', async () => {
    const other = component === 'backend' ? 'frontend' : 'backend';
    const before = findObject(await render(), 'Deployment', `todo-app-${other}`);
    const after = findObject(
      await render({ [component]: { image: { tag: 'next' } } }),
      'Deployment',
      `todo-app-${other}`,
    );
    expect(after).toEqual(before);
    expect(server(await deployment(component)).volumeMounts).toContainEqual({ name: 'tmp', mountPath: '/tmp' });
  });
});

it.each(['backend', 'frontend'])('tells the %s how long its requests may take after SIGTERM', async (component) => {
  const times = { preStopSleepSeconds: 10, terminationGracePeriodSeconds: 45 };
  expect(server(await deployment(component, times)).env).toContainEqual({
    name: 'SHUTDOWN_TIMEOUT_SECONDS',
    value: '27',
  });
});

it.each(['defaults', 'values/local.yaml', 'values/staging.yaml', 'values/production.yaml'])(
  'gives a turn of the assistant, which streams for up to 120 s, the time to end: %s',
  async (profile) => {
    const layers = profile === 'defaults' ? [] : [join(chartFolder, profile)];
    const objects = await render(...layers, { postgres: { enabled: true } });
    for (const component of ['backend', 'frontend']) {
      const { env } = server(findObject(objects, 'Deployment', `todo-app-${component}`));
      const seconds = env?.find(({ name }) => name === 'SHUTDOWN_TIMEOUT_SECONDS')?.value;
      expect(Number(seconds)).toBeGreaterThanOrEqual(120);
    }
  },
);
