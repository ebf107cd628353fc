import { existsSync } from 'node:fs';
import { UserError } from '@todo-app/executors';
import { expect, it } from 'vitest';
import { createCluster, removeCluster, removeShared } from './own-cluster';
import { imagesFolder, storeFolder } from './paths';
import { type World, makeWorld } from './testing/world';

const carrier = { program: 'podman', version: '4.3.1', env: {}, runtime: '' } as const;

/** A machine whose podman lists these containers, with a store in its data. */
function makePodmanWorld(containers: string): World {
  const world = makeWorld();
  world.stub(
    'podman',
    `[ "$1 $2" = "container inspect" ] && echo "no such container" >&2 && exit 1; [ "$1" = ps ] && printf '${containers}'; exit 0`,
  );
  world.stub('umount', '');
  world.file('data/store/overlay-images/images.json', '[]');
  return world;
}

it('leaves the store when a half-made cluster is removed, since the next one is made in it', async () => {
  const { context } = makePodmanWorld('');
  await removeCluster('b', carrier, context);
  expect(existsSync(storeFolder(context.paths))).toBe(true);
});

it('removes a node whose mounts are busy for a moment', async () => {
  const world = makeWorld();
  const node = JSON.stringify([{ Id: 'a', State: { Status: 'exited', Pid: 0 }, Config: { Image: 'i' } }]);
  const tried = world.file('tried', '');
  world.stub(
    'podman',
    `case "$1" in
      container) echo '${node}' ;;
      rm) echo x >>${tried}; [ "$(wc -l <${tried})" -gt 1 ] || { echo 'unlinkat shm: device or resource busy' >&2; exit 125; } ;;
    esac`,
  );
  await removeCluster('b', carrier, world.context);
  expect(world.read('tried')).toBe('x\nx\n');
});

it('ends the store after the last cluster', async () => {
  const { context } = makePodmanWorld('');
  await removeShared(carrier, context);
  expect([existsSync(storeFolder(context.paths)), existsSync(imagesFolder(context.paths))]).toEqual([false, true]);
});

it('leaves the store to the clusters that are left', async () => {
  const { context } = makePodmanWorld('abc\\n');
  await removeShared(carrier, context);
  expect(existsSync(storeFolder(context.paths))).toBe(true);
});

it('tells of a kind that failed in a letter, with its last words, its log and the next command', async () => {
  const world = makeWorld({ root: false });
  world.stub('kind', 'for i in $(seq 20); do echo "line $i" >&2; done; exit 1');
  const plan = { name: 'b', port: 30081, image: 'i', compiled: true, mayRaiseLimits: true };
  const failure = await createCluster(plan, 'kind', carrier, world.context).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(UserError);
  expect(failure).toMatchObject({ message: expect.stringMatching(/line 20\nAll that kind said: .*kind-b\.log$/) });
  expect(failure).toMatchObject({ hint: expect.stringContaining('npx nx up cluster --name=b') });
  expect(world.read('cache/work/kind-b.log')).toContain('line 1\n');
});
