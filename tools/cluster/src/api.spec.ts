import { expect, it } from 'vitest';
import { isReady, readApiAccess } from './api';
import { makeWorld } from './testing/world';

const node = (status: string, lastHeartbeatTime: string) => ({
  metadata: { name: 'n' },
  status: { nodeInfo: { kubeletVersion: 'v1.36.3' }, conditions: [{ type: 'Ready', status, lastHeartbeatTime }] },
});
const noon = Date.parse('2026-01-01T12:00:00Z');

it.each([
  ['is ready since it said so', node('True', '2026-01-01T12:00:01Z'), true],
  ['is not ready by what it said in an earlier life', node('True', '2026-01-01T11:59:00Z'), false],
  ['is not ready if it says so', node('False', '2026-01-01T12:00:01Z'), false],
])('a node %s', (_, object, ready) => {
  expect(isReady(object, noon)).toBe(ready);
});

it('reads the access that kind wrote', () => {
  const data = Buffer.from('secret').toString('base64');
  const file = makeWorld().file(
    'kubeconfig',
    `clusters: [{ cluster: { server: "https://127.0.0.1:1", certificate-authority-data: ${data} } }]
users: [{ user: { client-certificate-data: ${data}, client-key-data: ${data} } }]
`,
  );
  expect(readApiAccess(file)).toEqual({ server: 'https://127.0.0.1:1', ca: 'secret', cert: 'secret', key: 'secret' });
});

it.each(['', '{}', 'clusters: []'])('has no access from %j', (text) => {
  expect(readApiAccess(makeWorld().file('kubeconfig', text))).toBeUndefined();
});

it('has no access from a file that is not there', () => {
  expect(readApiAccess('/nowhere')).toBeUndefined();
});
