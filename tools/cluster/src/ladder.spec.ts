import { describe, expect, it } from 'vitest';
import type { UserContexts } from './contexts';
import { chooseBuilder, chooseCarrier, chooseCluster, chooseNodeImage, describeNoWay } from './ladder';
import { plainMachine } from './testing/machine';

const user = (current: string | undefined, ...contexts: [name: string, server: string][]): UserContexts => ({
  current,
  contexts: contexts.map(([name, server]) => ({ name, server, kubeconfig: '/kubeconfig', maker: undefined })),
});
const remote: [string, string] = ['prod', 'https://203.0.113.7'];
const local: [string, string] = ['minikube', 'https://192.168.49.2:8443'];
const own = 'kind-todo-app';

describe('chooseCluster', () => {
  it('takes a named context, wherever it is', () => {
    expect(chooseCluster({ context: 'prod' }, user(undefined, remote), own)).toMatchObject({
      kind: 'named',
      context: { name: 'prod' },
    });
  });

  it('refuses a named context that is not there, and says which are', () => {
    expect(() => chooseCluster({ context: 'prdo' }, user(undefined, remote), own)).toThrow(/"prdo"/);
  });

  it('knows our own cluster by its context, though no kubeconfig of the user has it', () => {
    expect(chooseCluster({ context: own }, user(undefined), own)).toEqual({ kind: 'own' });
  });

  it('takes the current context if it is plainly local', () => {
    expect(chooseCluster({}, user('minikube', local, remote), own)).toMatchObject({
      kind: 'current',
      context: { name: 'minikube' },
    });
  });

  it('leaves a remote current context alone, and says so', () => {
    const choice = chooseCluster({}, user('prod', remote), own);
    expect(choice.kind).toBe('own');
    expect(choice).toHaveProperty('why', expect.stringContaining('--context=prod'));
  });

  it('does not take a remote server for local because of its name', () => {
    expect(chooseCluster({}, user('kind-prod', ['kind-prod', 'https://203.0.113.7']), own).kind).toBe('own');
  });

  it('does not take a private address for local without a known name', () => {
    expect(chooseCluster({}, user('office', ['office', 'https://10.1.2.3']), own).kind).toBe('own');
  });

  it('makes our own where it was named, whatever the current context', () => {
    expect(chooseCluster({ cluster: 'todo-app' }, user('minikube', local), own)).toEqual({ kind: 'own' });
  });

  it('makes our own where there is no context at all', () => {
    expect(chooseCluster({}, user(undefined), own)).toEqual({ kind: 'own' });
  });
});

describe('chooseBuilder', () => {
  it.each([
    [{ docker: true, podman: true }, plainMachine, 'docker'],
    [{ docker: false, podman: true }, plainMachine, 'podman'],
    [{ docker: false, podman: false }, plainMachine, 'install'],
    [{ docker: false, podman: false }, { ...plainMachine, root: false }, undefined],
    [{ docker: false, podman: false }, { ...plainMachine, debian: false }, undefined],
  ])('%j', (engines, machine, choice) => {
    expect(chooseBuilder(machine, engines)).toBe(choice);
  });
});

describe('chooseCarrier', () => {
  const both = { docker: true, podman: true };

  it('prefers docker where the machine has every capability', () => {
    expect(chooseCarrier(plainMachine, both)).toBe('docker');
  });

  it('prefers podman where docker would ask for a capability that is missing', () => {
    expect(chooseCarrier({ ...plainMachine, mayRaiseLimits: false }, both)).toBe('podman');
  });

  it('does not ask a Mac for capabilities, since its docker runs in a virtual machine', () => {
    expect(chooseCarrier({ ...plainMachine, platform: 'darwin', mayRaiseLimits: false }, both)).toBe('docker');
  });
});

describe('chooseNodeImage', () => {
  const nothing = { present: { compiled: false, official: false }, registry: false, go: undefined, debianRoots: false };
  it.each([
    ['what was made before', { ...nothing, present: { compiled: true, official: true }, registry: true }, 'compiled'],
    [
      'what was fetched before',
      { ...nothing, present: { compiled: false, official: true }, go: '1.26.8', debianRoots: true },
      'official',
    ],
    [
      "kind's own where a registry answers",
      { ...nothing, registry: true, go: '1.26.8', debianRoots: true },
      'official',
    ],
    ['one made here', { ...nothing, go: '1.26.8', debianRoots: true }, 'compiled'],
    ['none without Go', { ...nothing, debianRoots: true }, undefined],
    ['none without Debian roots', { ...nothing, go: '1.26.8' }, undefined],
  ] as const)('takes %s', (_, facts, choice) => {
    expect(chooseNodeImage(facts)).toBe(choice);
  });
});

describe('describeNoWay', () => {
  it('says what is missing and every way out in one letter', () => {
    const letter = describeNoWay('Start the cluster', ['no engine', 'no Go']);
    expect(letter.message).toMatch(/no engine[^]+no Go/);
    expect(letter.hint).toMatch(/Docker[^]+minikube[^]+--context[^]+Go/);
  });
});
