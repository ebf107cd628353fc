import { describe, expect, it } from 'vitest';
import { nodeName } from './kind';
import { isAsMade, recallCluster } from './recall';
import { type World, makeWorld } from './testing/world';

const carrier = { program: 'docker', version: '27', env: {}, runtime: '' } as const;

/** A machine whose docker has a node in some state, with what its files and its API say. */
function makeNodeWorld(node: {
  status?: string;
  port?: boolean;
  kubelet?: string;
  content?: string;
  seen?: boolean;
}): World {
  const { status = 'running', port = true, kubelet = '', content = 'exit 1', seen = true } = node;
  const PortBindings = port ? { '30080/tcp': [{ HostPort: '30081' }] } : {};
  const container = {
    Id: 'abc',
    State: { Status: status, Pid: 7 },
    Config: { Image: 'i' },
    HostConfig: { PortBindings },
  };
  const world = makeWorld();
  const missing = kubelet ? `echo '${kubelet}'` : 'echo "Could not find the file" >&2; exit 1';
  const files = `case "$2" in *kubelet.conf) ${missing} ;; *) ${seen ? 'echo v1' : 'exit 1'} ;; esac`;
  world.stub(
    'docker',
    `case "$1" in
  container) echo '${JSON.stringify([container])}' ;;
  cp) ${files} ;;
  exec) ${content} ;;
esac`,
  );
  return world;
}

const joined = 'client-certificate: /var/lib/kubelet/pki/kubelet-client-current.pem';
const finished = 'echo namespace/default; echo storageclass.storage.k8s.io/standard';
const never = (): Promise<void> => Promise.reject(new Error('it was woken'));

describe('recallCluster', () => {
  it('takes on a finished node again, with the port that it was made with', async () => {
    const { context } = makeNodeWorld({ kubelet: joined, content: finished });
    expect(await recallCluster('b', carrier, context, never)).toMatchObject({
      owned: true,
      context: 'kind-b',
      url: 'http://127.0.0.1:30081',
      nodes: [{ name: nodeName('b') }],
    });
  });

  it('wakes a stopped node before it asks', async () => {
    const { context } = makeNodeWorld({ status: 'exited', kubelet: joined, content: finished });
    const woken: string[] = [];
    await recallCluster('b', carrier, context, ({ id }) => Promise.resolve(void woken.push(id)));
    expect(woken).toEqual(['abc']);
  });

  it('recalls nothing of a node that kubeadm never came to', async () => {
    const { context } = makeNodeWorld({});
    expect(await recallCluster('b', carrier, context, never)).toBeUndefined();
  });

  it('recalls nothing of a node that kubeadm was not done with', async () => {
    const { context } = makeNodeWorld({ kubelet: 'client-certificate-data: x' });
    expect(await recallCluster('b', carrier, context, never)).toBeUndefined();
  });

  it('recalls nothing of a node that kind was not done with', async () => {
    const { context } = makeNodeWorld({ kubelet: joined, content: 'echo namespace/default' });
    expect(await recallCluster('b', carrier, context, never)).toBeUndefined();
  });

  it('leaves a node alone whose files the engine does not see', async () => {
    const { context } = makeNodeWorld({ seen: false });
    await expect(recallCluster('b', carrier, context, never)).rejects.toThrow('whose record is lost');
  });

  it('refuses a node that was made by somebody else', async () => {
    const { context } = makeNodeWorld({ port: false });
    await expect(recallCluster('b', carrier, context, never)).rejects.toThrow('was not made by this command');
  });
});

describe('isAsMade', () => {
  it.each([
    [['namespace/default', 'namespace/kube-system'], true],
    [['namespace/default', 'namespace/mine'], false],
    [['namespace/default', 'persistentvolume/pvc-1'], false],
  ])('%j: %s', (content, asMade) => {
    expect(isAsMade(content)).toBe(asMade);
  });
});
