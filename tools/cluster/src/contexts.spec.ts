import { describe, expect, it } from 'vitest';
import { classifyProvider, isLocalServer, readUserContexts } from './contexts';
import { makeWorld } from './testing/world';

const minikube = `current-context: other
contexts: [{ name: other, context: { cluster: vm } }]
clusters:
  - name: vm
    cluster: { server: "https://192.168.49.2:8443", extensions: [{ extension: { provider: minikube.sigs.k8s.io } }] }
`;

describe('readUserContexts', () => {
  it('reads a context with its server and who made it', () => {
    const world = makeWorld();
    const file = world.file('config', minikube);
    expect(readUserContexts({ KUBECONFIG: file })).toEqual({
      current: 'other',
      contexts: [
        { name: 'other', kubeconfig: file, server: 'https://192.168.49.2:8443', maker: 'minikube.sigs.k8s.io' },
      ],
    });
  });

  it('merges several files, the first to name something wins', () => {
    const world = makeWorld();
    const first = world.file('one', 'current-context: a\ncontexts: [{ name: a, context: { cluster: x } }]\n');
    const second = world.file(
      'two',
      'current-context: b\nclusters: [{ name: x, cluster: { server: "https://127.0.0.1:1" } }]\n',
    );
    const { current, contexts } = readUserContexts({ KUBECONFIG: `${first}:${second}` });
    expect([current, contexts[0]?.server]).toEqual(['a', 'https://127.0.0.1:1']);
  });

  it('reads ~/.kube/config without KUBECONFIG', () => {
    const world = makeWorld();
    world.file('home/.kube/config', 'current-context: mine\n');
    expect(readUserContexts({ HOME: `${world.folder}/home` }).current).toBe('mine');
  });

  it.each(['', '{ broken: [', 'null'])('takes a file with %j as saying nothing', (text) => {
    const file = makeWorld().file('config', text);
    expect(readUserContexts({ KUBECONFIG: file })).toEqual({ current: undefined, contexts: [] });
  });
});

describe('classifyProvider', () => {
  it.each([
    ['minikube', undefined, 'minikube'],
    ['my-profile', 'minikube.sigs.k8s.io', 'minikube'],
    ['kind-dev', undefined, 'kind'],
    ['k3d-dev', undefined, 'k3d'],
    ['docker-desktop', undefined, 'docker-desktop'],
    ['rancher-desktop', undefined, 'other-local'],
    ['orbstack', undefined, 'other-local'],
    ['colima', undefined, 'other-local'],
    ['prod-eu', undefined, 'other'],
    ['colimax', undefined, 'other'],
  ])('%s (made by %s) is %s', (name, maker, provider) => {
    expect(classifyProvider({ name, maker })).toBe(provider);
  });
});

describe('isLocalServer', () => {
  it.each([
    'https://127.0.0.1:6443',
    'https://localhost:6443',
    'https://0.0.0.0:6550',
    'https://192.168.49.2:8443',
    'https://10.0.0.5:6443',
    'https://172.18.0.2:6443',
    'https://[::1]:6443',
    'https://kubernetes.docker.internal:6443',
    'https://k8s.orb.local:26443',
  ])('%s is', (server) => {
    expect(isLocalServer(server)).toBe(true);
  });

  it.each([
    'https://prod.example.com',
    'https://203.0.113.7:6443',
    'https://172.32.0.1',
    'https://1270.example',
    'https://10.example.com',
    '',
    'nonsense',
  ])('%j is not', (server) => {
    expect(isLocalServer(server)).toBe(false);
  });
});
