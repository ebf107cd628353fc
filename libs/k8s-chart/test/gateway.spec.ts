import { describe, expect, it } from 'vitest';
import { type Container, findObject, listNames, podTemplate } from './kubernetes-object';
import { render } from './render';

async function pod(component: string, values = {}) {
  return podTemplate(findObject(await render({ gateway: values }), 'Deployment', `todo-app-${component}`));
}

async function gateway(component: string, values = {}): Promise<Container> {
  const container = (await pod(component, values)).spec.initContainers?.find(({ name }) => name === 'gateway');
  if (!container) throw new Error(`todo-app-${component} has no gateway`);
  return container;
}

describe.each(['backend', 'frontend'])('the gateway of the %s', (component) => {
  it('is a sidecar that begins after the migration and before the server', async () => {
    const { initContainers = [] } = (await pod(component)).spec;
    expect(initContainers.map(({ name, restartPolicy }) => [name, restartPolicy])).toEqual([
      ['migrate', undefined],
      ['gateway', 'Always'],
    ]);
  });

  it('is configured for the server that it stands before', async () => {
    expect((await gateway(component))['args']).toEqual([`/etc/gateway/${component}.conf`]);
  });

  it('is asked about itself, and sooner than the server behind it', async () => {
    interface Probe {
      httpGet: object;
      periodSeconds: number;
      failureThreshold: number;
    }
    const own = (await gateway(component)) as unknown as Record<string, Probe>;
    const server = (await pod(component)).spec.containers[0] as unknown as Record<string, Probe>;
    const seconds = ({ periodSeconds, failureThreshold }: Probe) => periodSeconds * failureThreshold;
    expect(own['startupProbe']?.httpGet).toEqual({ path: '/gateway', port: 'health' });
    expect(own['livenessProbe']?.httpGet).toEqual({ path: '/gateway', port: 'health' });
    expect(own['livenessProbe'] && seconds(own['livenessProbe'])).toBeLessThan(
      server['livenessProbe'] ? seconds(server['livenessProbe']) : 0,
    );
  });

  it('asks its clients to leave from the moment that the pod is told to end', async () => {
    expect((await gateway(component))['lifecycle']).toEqual({
      preStop: { exec: { command: ['touch', '/tmp/draining'] } },
    });
  });

  it('has a /tmp of its own, so that no body of a request is in the way of the server', async () => {
    const { volumes } = (await pod(component)).spec;
    expect((await gateway(component)).volumeMounts).toEqual([{ name: 'gateway-tmp', mountPath: '/tmp' }]);
    expect(volumes).toContainEqual({ name: 'gateway-tmp', emptyDir: { sizeLimit: '256Mi' } });
  });

  it('gets the resources that are given', async () => {
    const resources = { requests: { cpu: '1', memory: '1Gi' }, limits: { memory: '2Gi' } };
    expect((await gateway(component, { resources })).resources).toMatchObject(resources);
  });

  it('believes nobody about a client unless proxies are named, and rolls when they change', async () => {
    const trustedProxies = ['10.0.0.0/8', '2001:db8::/32'];
    const before = await pod(component);
    const after = await pod(component, { trustedProxies });
    expect(before.spec.volumes).toEqual(after.spec.volumes?.filter(({ name }) => name !== 'trusted-proxies'));
    expect(after.spec.volumes).toContainEqual({ name: 'trusted-proxies', configMap: { name: 'todo-app-gateway' } });
    expect((await gateway(component, { trustedProxies })).volumeMounts).toContainEqual({
      name: 'trusted-proxies',
      mountPath: '/etc/gateway/trusted',
      readOnly: true,
    });
    const checksum = (template: typeof before) => template.metadata.annotations?.['checksum/trusted-proxies'];
    expect(checksum(before)).toBeUndefined();
    expect(checksum(await pod(component, { trustedProxies: ['10.0.0.0/8'] }))).not.toBe(checksum(after));
  });
});

it('writes the proxies that are believed as nginx reads them', async () => {
  const objects = await render({ gateway: { trustedProxies: ['10.0.0.0/8', '2001:db8::/32'] } });
  expect(findObject(objects, 'ConfigMap', 'todo-app-gateway').data?.['proxies.conf']?.trim()).toBe(
    'set_real_ip_from 10.0.0.0/8;\nset_real_ip_from 2001:db8::/32;',
  );
  expect(listNames(await render())).not.toContain('ConfigMap/todo-app-gateway');
});
