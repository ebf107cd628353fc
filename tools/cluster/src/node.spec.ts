import { describe, expect, it } from 'vitest';
import { buryNode, classifyNode, inspectNode, isWatched, startNode, type NodeRecord } from './node';
import { makeWorld } from './testing/world';

const record = (status: string): NodeRecord => ({ id: 'abc', status, pid: 0, watcher: 0, image: 'i', port: 30080 });
const podman = (runtime: string) => ({ program: 'podman', version: '4.3.1', env: {}, runtime }) as const;

describe('classifyNode', () => {
  it.each([
    ['running', true, 'running'],
    ['running', false, 'dead'],
    ['stopping', false, 'dead'],
    ['exited', false, 'stopped'],
    ['created', false, 'stopped'],
  ])('%s, watched: %s, is %s', (status, watched, state) => {
    expect(classifyNode(record(status), watched)).toBe(state);
  });

  it('is absent without a record', () => {
    expect(classifyNode(undefined, false)).toBe('absent');
  });
});

it('reads the record of podman', async () => {
  const world = makeWorld();
  const container = {
    Id: 'abc',
    State: { Status: 'running', Pid: 7, ConmonPid: 6 },
    Config: { Image: 'node:1' },
    HostConfig: { PortBindings: { '30080/tcp': [{ HostPort: '30081' }] } },
  };
  world.stub('podman', `[ "$*" = "container inspect n" ] && echo '${JSON.stringify([container])}'`);
  expect(await inspectNode(world.context.run, podman(''), 'n')).toEqual({
    id: 'abc',
    status: 'running',
    pid: 7,
    watcher: 6,
    image: 'node:1',
    port: 30081,
  });
});

it('has no record of a container that the engine does not know', async () => {
  const world = makeWorld();
  world.stub('podman', 'echo "no such container" >&2; exit 125');
  expect(await inspectNode(world.context.run, podman(''), 'n')).toBeUndefined();
});

it('does not take an engine in trouble for one that has no such container', async () => {
  const world = makeWorld();
  world.stub('podman', 'echo "database is locked" >&2; exit 125');
  await expect(inspectNode(world.context.run, podman(''), 'n')).rejects.toThrow(
    /Look for the node n[^]+database is locked/,
  );
});

it('does not take another process with the number of the watcher for it', () => {
  expect(isWatched(podman(''), { ...record('running'), watcher: process.pid })).toBe(false);
});

it('writes the exit code that the watcher would have written, and forgets the mounts', async () => {
  const world = makeWorld();
  world.stub('podman', `echo "$*" > ${world.folder}/asked`);
  await buryNode(world.context.run, podman(world.folder), record('running'));
  expect(world.read('exits/abc')).toBe('137');
  expect(world.read('asked')).toBe('umount --force abc\n');
});

it('starts a second time, after it was tidied up', async () => {
  const world = makeWorld();
  world.stub('podman', `[ -e ${world.folder}/tidy ]`);
  const { run, signal } = world.context;
  await startNode(run, podman(''), 'n', signal, () => Promise.resolve(void world.file('tidy', '')));
  expect(world.read('tidy')).toBe('');
});

it('says in a letter that the data is kept where the node cannot be started', async () => {
  const { stub, context } = makeWorld();
  stub('podman', 'echo "no such device" >&2; exit 125');
  const start = startNode(context.run, podman(''), 'n', context.signal, () => Promise.resolve());
  await expect(start).rejects.toMatchObject({
    message: expect.stringContaining('no such device'),
    hint: expect.stringContaining('data is kept'),
  });
});
