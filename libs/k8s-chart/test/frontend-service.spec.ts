import { describe, expect, it } from 'vitest';
import { findObject } from './kubernetes-object';
import { render } from './render';

async function port(service: Record<string, unknown>) {
  const object = findObject(await render({ frontend: { service } }), 'Service', 'frontend-svc');
  const { type, ports } = object.spec as { type: string; ports: readonly unknown[] };
  return { type, port: ports[0] };
}

describe('frontend-svc', () => {
  const plain = { name: 'http', port: 80, targetPort: 8080 };

  it('is port 30080 of the node by default', async () => {
    expect(await port({})).toEqual({ type: 'NodePort', port: { ...plain, nodePort: 30080 } });
  });

  it('takes another port of the node', async () => {
    expect(await port({ nodePort: 31999 })).toEqual({ type: 'NodePort', port: { ...plain, nodePort: 31999 } });
  });

  it('lets the cluster choose the port of the node', async () => {
    expect(await port({ nodePort: 0 })).toEqual({ type: 'NodePort', port: plain });
  });

  it('has no port of the node as ClusterIP', async () => {
    expect(await port({ type: 'ClusterIP' })).toEqual({ type: 'ClusterIP', port: plain });
  });

  it('can be a LoadBalancer', async () => {
    expect(await port({ type: 'LoadBalancer', nodePort: 0 })).toEqual({ type: 'LoadBalancer', port: plain });
  });
});
