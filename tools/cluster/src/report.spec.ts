import { describe, expect, it } from 'vitest';
import { type Status, formatStatus, formatStatusJson } from './report';

const status = (state: Status['state'], components: Status['components'] = []): Status => ({
  state,
  context: 'kind-todo-app',
  url: 'http://127.0.0.1:30080',
  kubeconfig: '/k',
  components,
});
const well = { name: 'node', healthy: true, reason: 'ready', log: [] };
const ill = {
  name: 'kube-system/etcd',
  healthy: false,
  reason: 'container etcd: CrashLoopBackOff',
  log: ['disk full', 'bye'],
};

describe('formatStatus', () => {
  it.each([
    ['absent', 'npx nx up cluster'],
    ['stopped', 'is stopped; its data is kept'],
    ['killed', 'was killed from outside'],
    ['healthy', 'is healthy'],
  ] as const)('says that it is %s', (state, text) => {
    expect(formatStatus(status(state))).toContain(text);
  });

  it('names what ails with the end of its log, and only counts what is well', () => {
    const text = formatStatus(status('unhealthy', [well, ill]));
    expect(text).toContain('1 of 2 parts');
    expect(text).toContain('  kube-system/etcd: container etcd: CrashLoopBackOff\n    disk full\n    bye');
    expect(text).not.toContain('node: ready');
  });
});

it('has no line for an address that nobody knows', () => {
  expect(formatStatus({ ...status('healthy'), url: undefined })).not.toContain('application');
});

it('gives programs one JSON object with the same facts', () => {
  expect(JSON.parse(formatStatusJson(status('unhealthy', [ill])))).toEqual(status('unhealthy', [ill]));
});
