import { expect, it } from 'vitest';
import { down } from './down';
import { makeWorld } from './testing/world';

it('has nothing to stop where a docker is whose daemon does not answer', async () => {
  const world = makeWorld();
  world.stub('docker', 'echo "Cannot connect to the Docker daemon" >&2; exit 1');
  await down({ cluster: 'b', purge: false }, world.context);
  await down({ cluster: 'b', purge: true }, world.context);
  expect(world.said).toEqual(['There is no cluster "b".', 'There is no cluster "b".']);
});
