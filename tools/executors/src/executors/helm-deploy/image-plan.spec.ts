import { describe, expect, it } from 'vitest';
import { UserError } from '../../lib/errors';
import type { ImageFile } from '../../lib/image-file';
import { buildImageValues, findComponents, planImages, type ImageFacts, type ImagePlan } from './image-plan';
import type { NodeImage } from './node-images';
import type { LiveImage } from './release-state';

const image: ImageFile = {
  project: 'backend',
  repository: 'todo-app/backend',
  tag: 'aaaaaaaaaaaa',
  imageId: `sha256:${'a'.repeat(64)}`,
  inputs: `sha256:${'1'.repeat(64)}`,
  digest: null,
  platform: 'linux/amd64',
  sizeBytes: 1,
  engine: 'podman',
};
const inNode = (tag: string, letter: string): NodeImage => ({
  name: `docker.io/todo-app/backend:${tag}`,
  imageId: `sha256:${letter.repeat(64)}`,
  complete: true,
});
const running = (tag: string, inputs: string): LiveImage => ({
  component: 'backend',
  image: `todo-app/backend:${tag}`,
  inputs,
});
const nothing: ImageFacts = { images: new Map(), live: [], nodes: [[]], merged: {}, named: {} };
const built: ImageFacts = { ...nothing, images: new Map([['backend', image]]) };
const ours = { repository: 'todo-app/backend', tag: 'aaaaaaaaaaaa', digest: '' };

function planOne(facts: ImageFacts): ImagePlan | undefined {
  return planImages(['backend'], facts).plans[0];
}

describe('planImages', () => {
  it('brings a new image into the node', () => {
    expect(planOne(built)).toEqual({
      key: 'backend',
      reference: ours,
      inputs: image.inputs,
      reason: 'new',
      load: image,
    });
  });

  it('does not bring what the node has', () => {
    expect(planOne({ ...built, nodes: [[inNode('aaaaaaaaaaaa', 'a')]] })?.load).toBeUndefined();
  });

  it('brings an image again whose name in the node stands for other bytes', () => {
    expect(planOne({ ...built, nodes: [[inNode('aaaaaaaaaaaa', 'b')]] })?.load).toBe(image);
  });

  it('brings an image again that one of two nodes lacks', () => {
    expect(planOne({ ...built, nodes: [[inNode('aaaaaaaaaaaa', 'a')], []] })?.load).toBe(image);
  });

  it('keeps the reference that runs when the bytes are equal', () => {
    const facts = { ...built, live: [running('aaaaaaaaaaaa', 'other')], nodes: [[inNode('aaaaaaaaaaaa', 'a')]] };
    expect(planOne(facts)).toMatchObject({ reference: ours, reason: 'same bytes', load: undefined });
  });

  it('keeps the reference that runs when the inputs are equal', () => {
    const facts = { ...built, live: [running('bbbbbbbbbbbb', image.inputs)], nodes: [[inNode('bbbbbbbbbbbb', 'b')]] };
    expect(planOne(facts)).toMatchObject({
      reference: { ...ours, tag: 'bbbbbbbbbbbb' },
      reason: 'same inputs',
      load: undefined,
    });
  });

  it('brings the own image when equal inputs run, but the node has lost theirs', () => {
    const facts = { ...built, live: [running('bbbbbbbbbbbb', image.inputs)] };
    expect(planOne(facts)).toMatchObject({ reference: ours, reason: 'new', load: image });
  });

  it('takes a new image when the inputs differ', () => {
    const facts = { ...built, live: [running('bbbbbbbbbbbb', 'other')], nodes: [[inNode('bbbbbbbbbbbb', 'b')]] };
    expect(planOne(facts)).toMatchObject({ reference: ours, reason: 'new' });
  });

  it('keeps the image of a component that is not part of this deploy', () => {
    const facts = { ...nothing, live: [running('cccccccccccc', 'i')], nodes: [[inNode('cccccccccccc', 'c')]] };
    expect(planOne(facts)).toMatchObject({
      reference: { tag: 'cccccccccccc' },
      inputs: 'i',
      reason: 'kept from the live release',
    });
  });

  it.each([
    ['no live release has one', nothing],
    ['the node lost the one that runs', { ...nothing, live: [running('cccccccccccc', 'i')] }],
  ])('never falls back to a default where %s', (_, facts) => {
    const { plans, problems } = planImages(['backend'], facts);
    expect(plans).toEqual([]);
    expect(problems.get('backend')?.hint).toContain('nx deploy k8s-chart');
  });

  describe('of a component that two workloads run', () => {
    const nodes = [[inNode('bbbbbbbbbbbb', 'b'), inNode('cccccccccccc', 'c')]];
    const alike = [running('bbbbbbbbbbbb', image.inputs), running('bbbbbbbbbbbb', image.inputs)];
    const apart = [running('bbbbbbbbbbbb', image.inputs), running('cccccccccccc', image.inputs)];

    it('keeps the reference that both run', () => {
      expect(planOne({ ...built, nodes, live: alike })).toMatchObject({ reason: 'same inputs' });
      expect(planOne({ ...nothing, nodes, live: alike })).toMatchObject({ reason: 'kept from the live release' });
    });

    it('takes a new one for both where they run different ones', () => {
      expect(planOne({ ...built, nodes, live: apart })).toMatchObject({ reference: ours, reason: 'new' });
    });

    it('does not choose between them where no new one comes', () => {
      const { plans, problems } = planImages(['backend'], { ...nothing, nodes, live: apart });
      expect(plans).toEqual([]);
      expect(problems.get('backend')?.message).toContain('none that is the same everywhere');
    });

    it('does not believe inputs that only one of them was marked with', () => {
      const marked = [running('bbbbbbbbbbbb', image.inputs), running('bbbbbbbbbbbb', 'other')];
      expect(planOne({ ...built, nodes, live: marked })).toMatchObject({ reference: ours, reason: 'new' });
    });
  });

  it('passes on why a component has no image', () => {
    const missing = new UserError('No image for "backend".', 'Run: nx container backend');
    expect(
      planImages(['backend'], { ...nothing, images: new Map([['backend', missing]]) }).problems.get('backend'),
    ).toBe(missing);
  });

  describe('where nodes fetch images by themselves', () => {
    const digest = `sha256:${'d'.repeat(64)}`;
    const repository = 'ghcr.io/me/todo-app/backend';
    const pushed = { ...image, repository, digest };
    const fetching = { ...nothing, nodes: undefined, images: new Map([['backend', pushed]]) };
    const pinned = { repository, tag: '', digest };
    const serving = (reference: string, inputs: string): LiveImage => ({ ...running('', inputs), image: reference });

    it('pins an image that was pushed by its digest', () => {
      expect(planOne(fetching)).toMatchObject({ reference: pinned, reason: 'new', load: undefined });
    });

    it('knows an image that runs by its digest', () => {
      const facts = { ...fetching, live: [serving(`${repository}@${digest}`, 'other')] };
      expect(planOne(facts)).toMatchObject({ reference: pinned, reason: 'same bytes' });
    });

    it('keeps the digest that runs when the inputs are equal', () => {
      const other = `sha256:${'e'.repeat(64)}`;
      const facts = { ...fetching, live: [serving(`${repository}@${other}`, image.inputs)] };
      expect(planOne(facts)).toMatchObject({ reference: { ...pinned, digest: other }, reason: 'same inputs' });
    });

    it('pins nothing to a digest of another registry', () => {
      const named = { backend: { image: { repository: 'mirror.example/backend' } } };
      expect(planOne({ ...fetching, named })?.reference).toEqual({
        repository: 'mirror.example/backend',
        tag: image.tag,
        digest: '',
      });
    });

    it('goes by the tag in a node that images are put into, where no digest leads anywhere', () => {
      expect(planOne({ ...fetching, nodes: [[]] })).toMatchObject({
        reference: { repository, tag: image.tag, digest: '' },
        load: pushed,
      });
    });
  });

  it('lets an image that the user names decide', () => {
    const named = { backend: { image: { tag: 'v1' } } };
    const merged = { backend: { image: { tag: 'v1', repository: 'ghcr.io/me/api' } } };
    expect(planOne({ ...built, named, merged })).toMatchObject({
      reference: { repository: 'ghcr.io/me/api', tag: 'v1', digest: '' },
      reason: 'named in the values',
      load: undefined,
    });
  });
});

it('finds the components that a chart has and does not switch off', () => {
  const values = {
    backend: { image: {} },
    postgres: { enabled: false, image: {} },
    config: { image: 'text' },
    secrets: {},
  };
  expect(findComponents(values)).toEqual(['backend']);
});

it('tells the chart the inputs only where it has a place for them', () => {
  const plan = planOne(built);
  const chart = { backend: { image: { inputs: '' } } };
  expect(buildImageValues(plan ? [plan] : [], chart)).toEqual({
    backend: { image: { ...ours, inputs: image.inputs } },
  });
  expect(buildImageValues(plan ? [plan] : [], {})).toEqual({ backend: { image: ours } });
});
