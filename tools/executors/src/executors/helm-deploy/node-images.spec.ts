import { describe, expect, it } from 'vitest';
import { fullName, parseReference } from './image-reference';
import { nodesHave, parseCriImages, parseMinikubeImages, parseNodeImages } from './node-images';

const id = `sha256:${'f5'.repeat(32)}`;
const manifest = `sha256:${'64'.repeat(32)}`;
const type = 'application/vnd.oci.image.manifest.v1+json';

function table(...rows: readonly string[]): string {
  return ['REF TYPE DIGEST STATUS SIZE UNPACKED', ...rows, ''].join('\n');
}

describe('parseNodeImages', () => {
  it('leads from a name to the id that the kubelet knows', () => {
    const rows = [
      `docker.io/todo-app/backend:1 ${type} ${manifest} complete (2/2) 2.5 KiB/2.5 KiB true`,
      `${id}                        ${type} ${manifest} complete (2/2) 2.5 KiB/2.5 KiB true`,
    ];
    expect(parseNodeImages(table(...rows))).toEqual([
      { name: 'docker.io/todo-app/backend:1', imageId: id, complete: true },
    ]);
  });

  it('knows no id where the kubelet does not see the image', () => {
    const [image] = parseNodeImages(table(`a/b:1 ${type} ${manifest} complete (2/2) 1 B/1 B true`));
    expect(image?.imageId).toBeUndefined();
  });

  it.each([
    ['complete (5/5)', 'false', true],
    ['incomplete (2/5)', 'true', true],
    ['incomplete (2/5)', 'false', false],
    ['unavailable (0/?)', 'false', false],
  ])('takes %s, unpacked %s, for %s', (status, unpacked, complete) => {
    expect(parseNodeImages(table(`a/b:1 ${type} ${manifest} ${status} 1 B/1 B ${unpacked}`))[0]?.complete).toBe(
      complete,
    );
  });
});

it('reads what minikube lists', () => {
  const json = JSON.stringify([{ id: id.slice(7), repoTags: ['docker.io/todo-app/backend:1'] }, { id: 'x' }]);
  expect(parseMinikubeImages(json)).toEqual([{ name: 'docker.io/todo-app/backend:1', imageId: id, complete: true }]);
});

it('reads what crictl lists after a warning, with the line ends of a terminal', () => {
  const json = JSON.stringify(
    { images: [{ id, repoTags: ['docker.io/todo-app/backend:1'], size: '1' }] },
    undefined,
    2,
  );
  expect(parseCriImages(`WARN[0000] no config\r\n${json.replaceAll('\n', '\r\n')}\r\n`)).toEqual([
    { name: 'docker.io/todo-app/backend:1', imageId: id, complete: true },
  ]);
});

describe('nodesHave', () => {
  const image = { name: 'docker.io/todo-app/backend:1', imageId: id, complete: true };

  it.each([
    ['has it', image, true],
    ['has other bytes under its name', { ...image, imageId: manifest }, false],
    ['has half of it', { ...image, complete: false }, false],
    ['does not see it', { ...image, imageId: undefined }, false],
  ])('when a node %s', (_, seen, has) => {
    expect(nodesHave([[image], [seen]], 'todo-app/backend:1', id)).toBe(has);
  });
});

describe('references', () => {
  it.each([
    ['postgres:17', 'docker.io/library/postgres:17'],
    ['todo-app/backend:1', 'docker.io/todo-app/backend:1'],
    ['localhost/todo-app/backend:1', 'localhost/todo-app/backend:1'],
    ['registry:5000/backend:1', 'registry:5000/backend:1'],
  ])('%s is %s in full', (reference, full) => {
    expect(fullName(reference)).toBe(full);
  });

  it.each([
    ['a/b', { repository: 'a/b', tag: '', digest: '' }],
    ['host:5000/b', { repository: 'host:5000/b', tag: '', digest: '' }],
    ['host:5000/b:1', { repository: 'host:5000/b', tag: '1', digest: '' }],
    ['a/b:1@sha256:2', { repository: 'a/b', tag: '1', digest: 'sha256:2' }],
  ])('%s comes apart', (reference, parts) => {
    expect(parseReference(reference)).toEqual(parts);
  });
});
