import { describe, expect, it } from 'vitest';
import { explainRender, parseObjects } from './render';
import { listRights } from './rights';
import { findUrl, formatPortForward } from './url';
import { parseValues, type ValuesFile } from './values';

function file(name: string, text: string): ValuesFile {
  return { name, text, ...parseValues(text, name) };
}

/** As Helm 4.3 wrote it. */
const refused = `Error: values don't meet the specifications of the schema(s) in the following chart(s):
todo-app:
- at '/backend/replicas': got string, want integer
- at '/backend': additional properties 'replica', 'colour' not allowed

`;

describe('explainRender', () => {
  const files = [
    file('local.yaml', 'backend:\n  replicas: 1\n'),
    file('my.yaml', 'backend:\n  replica: 2\n  replicas: two\n'),
  ];

  it('names the file that was read last, the line and the key of each refused value', () => {
    const { message } = explainRender(refused, 'libs/k8s-chart', files);
    expect(message).toBe(
      'Check the values of libs/k8s-chart: my.yaml:3: backend.replicas: got string, want integer; ' +
        'my.yaml:2: backend.replica: there is no such value; backend.colour: there is no such value.',
    );
  });

  it('passes on the sentence of a chart that refuses a contradiction', () => {
    const stderr =
      'Error: execution error at (todo-app/templates/checks.yaml:1:4): secrets.existing and secrets.create contradict each other.\n\nUse --debug flag to render out invalid YAML\n';
    expect(explainRender(stderr, 'libs/k8s-chart', []).message).toBe(
      'Render libs/k8s-chart: secrets.existing and secrets.create contradict each other. (todo-app/templates/checks.yaml:1:4)',
    );
  });

  it('passes on anything else as Helm said it', () => {
    expect(explainRender('Error: path "libs/x" not found\n', 'libs/x', []).message).toBe(
      'Render libs/x: path "libs/x" not found',
    );
  });
});

const rendered = `---
# Source: chart/templates/service.yaml
apiVersion: v1
kind: Service
metadata: { name: frontend-svc }
spec: { type: NodePort, ports: [{ port: 80, nodePort: 30080 }] }
---
# nothing
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: deny }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: api }
`;

it('reads the objects of a rendered chart', () => {
  expect(parseObjects(rendered).map(({ kind, name }) => `${kind}/${name}`)).toEqual([
    'Service/frontend-svc',
    'NetworkPolicy/deny',
    'Deployment/api',
  ]);
});

it('asks for the rights to create and change each kind, and to keep the history', () => {
  const rights = listRights(parseObjects(rendered), true).map(
    ({ verb, group, resource }) => `${verb} ${resource}.${group}`,
  );
  expect(rights).toEqual([
    'create namespaces.',
    'create secrets.',
    'patch secrets.',
    'create services.',
    'patch services.',
    'create networkpolicies.networking.k8s.io',
    'patch networkpolicies.networking.k8s.io',
    'create deployments.apps',
    'patch deployments.apps',
    'create leases.coordination.k8s.io',
    'update leases.coordination.k8s.io',
  ]);
});

it('asks for the right to replace stuck pods where there is a StatefulSet', () => {
  const [set] = parseObjects('apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: db }\n');
  expect(set && listRights([set], false).at(-1)).toEqual({ verb: 'delete', group: '', resource: 'pods' });
});

describe('findUrl', () => {
  const objects = parseObjects(rendered);
  const elsewhere = parseObjects(rendered.replace('30080', '30090'));

  it.each([
    ['the forwarded port of our own cluster', objects, 'http://127.0.0.1:30080', 'http://127.0.0.1:30080'],
    ['it by another port of this machine', objects, 'http://127.0.0.1:30091', 'http://127.0.0.1:30091'],
    ['any port of a node', elsewhere, 'http://192.168.49.2:30080', 'http://192.168.49.2:30090'],
    ['no port that is not forwarded', elsewhere, 'http://127.0.0.1:30080', undefined],
    ['nothing where nothing listens', [], 'http://127.0.0.1:30080', undefined],
    ['nothing where the cluster has no address', objects, null, undefined],
  ])('finds %s', (_, seen, url, found) => {
    expect(findUrl(seen, { url })).toBe(found);
  });
});

describe('formatPortForward', () => {
  it('reaches the Service that would have been reachable from outside', () => {
    const text = `kind: Service
metadata: { name: api }
spec: { ports: [{ port: 8000 }] }
---
kind: Service
metadata: { name: web }
spec: { type: NodePort, ports: [{ port: 80 }] }
`;
    expect(formatPortForward(parseObjects(text), 'apps')).toBe('kubectl -n apps port-forward service/web 8080:80');
  });

  it('has nothing to say of a chart without a Service', () => {
    expect(formatPortForward(parseObjects('kind: ConfigMap\n'), 'apps')).toBeUndefined();
  });
});
