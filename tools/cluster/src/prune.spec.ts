import { readdirSync, utimesSync } from 'node:fs';
import { expect, it } from 'vitest';
import { forgetOldMakes } from './prune';
import { makeWorld } from './testing/world';

const podman = { program: 'podman', version: '4.3.1', env: {} } as const;

it('keeps the three newest folders of programs, and what is no such folder', async () => {
  const world = makeWorld();
  world.stub('podman', '');
  const names = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(12));
  for (const [age, name] of names.entries()) {
    world.file(`cache/programs/${name}/kube`, '');
    utimesSync(`${world.folder}/cache/programs/${name}`, 1000 - age, 1000 - age);
  }
  world.file('cache/programs/helm-v4.3.1', '');
  await forgetOldMakes(podman, world.context);
  expect(readdirSync(`${world.folder}/cache/programs`).sort()).toEqual([...names.slice(0, 3), 'helm-v4.3.1']);
});

it('removes node images but for the three newest', async () => {
  const world = makeWorld();
  world.file('cache/programs/x', '');
  world.stub(
    'podman',
    `if [ "$1" = images ]; then printf 'n:4\\nn:3\\nn:2\\nn:1\\n'; else echo "$*" >> ${world.folder}/removed; fi`,
  );
  await forgetOldMakes(podman, world.context);
  expect(world.read('removed')).toBe('rmi n:1\n');
});
