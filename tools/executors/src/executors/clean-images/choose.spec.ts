import { describe, expect, it } from 'vitest';
import { chooseRemovals, sumBytes, type StoredImage } from './choose';
import { listNeeds } from './needs';

const id = (digit: string): string => `sha256:${digit.repeat(64)}`;
const stored = (digit: string, names: string[], change: Partial<StoredImage> = {}): StoredImage => ({
  id: id(digit),
  names,
  otherNames: [],
  sizeBytes: 10,
  ...change,
});
const none = { references: new Set<string>(), ids: new Set<string>() };
const needs = (...references: string[]) => ({ ...none, references: new Set(references) });
const ours = new Set(['shop/api']);
const removed = (images: StoredImage[], needed = none) =>
  chooseRemovals(images, needed, ours).map(({ image, names, isWhole }) => [image.id?.slice(7, 8), names, isWhole]);

describe('chooseRemovals', () => {
  it('takes images of ours under whatever registry an engine puts before a short name', () => {
    const images = [
      stored('a', ['localhost/shop/api:1']),
      stored('b', ['docker.io/shop/api:2']),
      stored('c', ['shop/api:3']),
    ];
    expect(removed(images).map(([image]) => image)).toEqual(['a', 'b', 'c']);
  });

  it('leaves images of others alone', () => {
    const images = [
      stored('a', ['docker.io/library/python:3.12']),
      stored('b', ['shop/api-tools:1']),
      stored('c', ['ghcr.io/me/shop/api:1']),
      stored('d', []),
    ];
    expect(removed(images)).toEqual([]);
  });

  it('keeps all names of an image that is needed under one', () => {
    const image = stored('a', ['localhost/shop/api:1', 'localhost/shop/api:inputs-1']);
    expect(removed([image], needs('shop/api:1'))).toEqual([]);
  });

  it('keeps an image that is needed by its id or by its digest', () => {
    expect(removed([stored('a', ['shop/api:1'])], { ...none, ids: new Set([id('a')]) })).toEqual([]);
    const pushed = stored('a', ['shop/api:1'], { otherNames: [`shop/api@${id('d')}`] });
    expect(removed([pushed], needs(`shop/api@${id('d')}`))).toEqual([]);
  });

  it('takes what is left of an image of ours without a name, but not for a name that another image has by now', () => {
    const leftover = stored('a', [], { otherNames: ['localhost/shop/api:1'] });
    expect(removed([leftover], needs('shop/api:1'))).toEqual([['a', [], true]]);
  });

  it('removes of an image with a foreign name our names alone, which frees nothing', () => {
    const images = [stored('a', ['shop/api:1', 'example.org/mirror:1'])];
    expect(removed(images)).toEqual([['a', ['shop/api:1'], false]]);
    expect(sumBytes(chooseRemovals(images, none, ours))).toBe(0);
    expect(sumBytes(chooseRemovals([stored('a', ['shop/api:1'])], none, ours))).toBe(10);
  });
});

describe('listNeeds', () => {
  const pod = {
    spec: {
      initContainers: [{ name: 'i', image: 'docker.io/shop/api:init' }],
      containers: [{ name: 'c', image: 'shop/api:1' }],
    },
    status: {
      containerStatuses: [
        { name: 'c', image: 'docker.io/shop/api:1', imageID: id('a'), ready: true, restartCount: 0 },
        { name: 'd', image: '', imageID: `docker-pullable://shop/api@${id('b')}`, ready: true, restartCount: 0 },
      ],
    },
  };

  it('are what pods run, init containers included, by name and by id', () => {
    const { references, ids } = listNeeds([pod], [], []);
    expect(references).toEqual(new Set(['shop/api:init', 'shop/api:1', id('a'), `shop/api@${id('b')}`]));
    expect([...ids]).toEqual([id('a')]);
  });

  it('are what any object of a revision would start', () => {
    const job = 'kind: CronJob\nspec: { jobTemplate: { spec: { containers: [{ image: "shop/api:job" }] } } }\n';
    const values = 'kind: ConfigMap\ndata: { image: "shop/api:told" }\n';
    expect([...listNeeds([], [`${job}---\n${values}`], []).references]).toEqual(['shop/api:job', 'shop/api:told']);
  });

  it('are what the next deploy asks for', () => {
    const image = {
      ...{ project: 'api', repository: 'ghcr.io/me/shop/api', tag: 'aaaaaaaaaaaa', imageId: id('a'), inputs: id('b') },
      ...{ digest: id('d'), platform: 'linux/amd64', sizeBytes: 1, engine: 'podman' },
    };
    const { references, ids } = listNeeds([], [], [image]);
    expect([...references]).toEqual([
      'ghcr.io/me/shop/api:aaaaaaaaaaaa',
      'ghcr.io/me/shop/api:inputs-bbbbbbbbbbbb',
      `ghcr.io/me/shop/api@${id('d')}`,
    ]);
    expect([...ids]).toEqual([id('a')]);
  });
});
