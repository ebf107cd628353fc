import { describe, expect, it } from 'vitest';
import { type KubernetesObject, type Labels, findObject, listNames, podTemplate } from './kubernetes-object';
import { render } from './render';

interface Peer {
  podSelector?: { matchLabels: Labels };
  ipBlock?: { cidr: string; except: readonly string[] };
  namespaceSelector?: object;
}

interface Port {
  protocol: string;
  port: number | string;
}

interface PolicySpec {
  podSelector: { matchLabels: Labels };
  ingress: readonly { from?: readonly Peer[]; ports: readonly Port[] }[];
  egress?: readonly { to?: readonly Peer[]; ports: readonly Port[] }[];
  policyTypes: readonly string[];
}

function policy(objects: readonly KubernetesObject[], component: string): PolicySpec {
  return findObject(objects, 'NetworkPolicy', `todo-app-${component}`).spec as unknown as PolicySpec;
}

/** A component, or `anywhere` but the link-local addresses, or `anyone` for a rule that names none. */
function name(peers: readonly Peer[] | undefined): string[] {
  if (!peers) return ['anyone'];
  const components = peers.flatMap(({ podSelector }) => podSelector?.matchLabels['app.kubernetes.io/component'] ?? []);
  const blocks = peers.flatMap(({ ipBlock }) => ipBlock?.except ?? []);
  return blocks.join() === '169.254.0.0/16,fe80::/10' ? [...components, 'anywhere'] : components;
}

/** Where the pods of a component may go, as `component:port`. */
async function listEgress(component: string, values = {}): Promise<string[]> {
  const { egress = [] } = policy(await render(values), component);
  return egress.flatMap(({ to, ports }) => name(to).flatMap((peer) => ports.map(({ port }) => `${peer}:${port}`)));
}

describe('a NetworkPolicy', async () => {
  const objects = await render({ postgres: { enabled: true } });

  it.each([
    ['backend', ['frontend'], 8080],
    ['frontend', ['anyone'], 8080],
    ['postgres', ['backend', 'frontend'], 'postgres'],
  ])('lets into %s: %j', (component, expected, port) => {
    const { ingress } = policy(objects, component);
    expect(ingress.flatMap(({ from }) => name(from))).toEqual(expected);
    expect(ingress.flatMap(({ ports }) => ports)).toEqual([{ protocol: 'TCP', port }]);
  });

  it.each([
    ['backend', 'Deployment'],
    ['frontend', 'Deployment'],
    ['postgres', 'StatefulSet'],
  ])('of %s selects its pods, and both directions', (component, kind) => {
    const { metadata } = podTemplate(findObject(objects, kind, `todo-app-${component}`));
    expect(policy(objects, component).podSelector.matchLabels).toEqual(metadata.labels);
    expect(policy(objects, component).policyTypes).toEqual(['Ingress', 'Egress']);
  });

  it('lets Postgres call nobody', () => {
    expect(policy(objects, 'postgres').egress).toBeUndefined();
  });

  it('lets the backend call names, the keys of tokens, the database and the model, and not its own like', async () => {
    expect(await listEgress('backend', { postgres: { enabled: true } })).toEqual([
      'anyone:53',
      'anyone:53',
      'frontend:8080',
      'postgres:5432',
      'anywhere:443',
    ]);
  });

  it('lets the frontend call names, the backend and the database', async () => {
    expect(await listEgress('frontend', { postgres: { enabled: true } })).toEqual([
      'anyone:53',
      'anyone:53',
      'backend:8080',
      'postgres:5432',
    ]);
  });

  it.each(['backend', 'frontend'])('lets the %s call a database outside, at its port', async (component) => {
    expect(await listEgress(component)).toContain('anywhere:5432');
    expect(await listEgress(component, { networkPolicy: { databasePort: 6543 } })).toContain('anywhere:6543');
  });

  it.each([
    ['https://model.example.org/v2', 443],
    ['http://model.example.org', 80],
    ['http://scripted-cohere:8080/v2', 8080],
    ['https://[2001:db8::1]:8443/v2', 8443],
  ])('follows the model to %s', async (url, port) => {
    const egress = await listEgress('backend', { config: { COHERE_BASE_URL: url }, postgres: { enabled: true } });
    expect(egress.at(-1)).toBe(`anywhere:${port}`);
  });

  it('is left out on request', async () => {
    const without = await render({ postgres: { enabled: true }, networkPolicy: { enabled: false } });
    expect(listNames(without).filter((name) => name.startsWith('NetworkPolicy/'))).toEqual([]);
  });
});
