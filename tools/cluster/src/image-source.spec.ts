import { describe, expect, it } from 'vitest';
import { isAtLeast, readGoVersion } from './go-version';
import { ensureNodeImage, planNodeImage } from './image-source';
import { makeWorld } from './testing/world';
import { officialNodeImage } from './versions';

const podman = { program: 'podman', version: '4.3.1', env: {} } as const;
const answers = (answer: boolean) => () => Promise.resolve(answer);

describe('planNodeImage', () => {
  it("plans kind's own image where a registry answers", async () => {
    const world = makeWorld();
    world.stub('podman', 'exit 1');
    const plan = await planNodeImage(podman, answers(true), world.context);
    expect(plan).toEqual({ source: 'official', image: officialNodeImage, present: false });
  });

  it('plans to make one where none answers', async () => {
    const world = makeWorld();
    world.stub('podman', 'exit 1');
    world.stub('go', 'echo go1.99.0');
    expect(await planNodeImage(podman, answers(false), world.context)).toMatchObject({
      source: 'compiled',
      present: false,
    });
  });

  it('asks nobody where the image is there', async () => {
    const world = makeWorld();
    world.stub('podman', '[[ "$*" == *localhost/todo-app/node:* ]]');
    const nobody = () => Promise.reject(new Error('asked the network'));
    expect(await planNodeImage(podman, nobody, world.context)).toMatchObject({ source: 'compiled', present: true });
  });

  it.each([
    ['no Go', undefined, /go is not on PATH/],
    ['an old Go', 'echo go1.20.1', /found is 1\.20\.1/],
  ])('writes the letter with %s and no registry', async (_, go, why) => {
    const world = makeWorld();
    world.stub('podman', 'exit 1');
    if (go) world.stub('go', go);
    await expect(planNodeImage(podman, answers(false), world.context)).rejects.toThrow(why);
  });
});

it('makes an image here where a registry answers but does not deliver', async () => {
  const world = makeWorld({ debian: false });
  world.stub('podman', 'echo "toomanyrequests" >&2; exit 125');
  world.stub('mmdebstrap', 'echo "mmdebstrap was asked" >&2; exit 9');
  world.stub('go', 'exit 9');
  const plan = { source: 'official', image: officialNodeImage, present: false } as const;
  await expect(ensureNodeImage(plan, podman, world.context)).rejects.toThrow(/exit code 9/);
  expect(world.said.join()).toMatch(/could not be fetched[^]+toomanyrequests/);
});

describe('isAtLeast', () => {
  it.each([
    ['1.26.8', '1.26.8', true],
    ['1.26.10', '1.26.8', true],
    ['1.27', '1.26.8', true],
    ['1.26', '1.26.8', false],
    ['1.9.9', '1.26.8', false],
  ])('%s against %s: %s', (version, wanted, answer) => {
    expect(isAtLeast(version, wanted)).toBe(answer);
  });
});

it('reads the version of Go that the module wants', () => {
  const { context } = makeWorld();
  expect(readGoVersion(`${context.project}/go/go.mod`)).toMatch(/^1\.\d+/);
});
