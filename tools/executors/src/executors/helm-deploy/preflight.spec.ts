import { describe, expect, it } from 'vitest';
import { UserError } from '../../lib/errors';
import type { ImageFile } from '../../lib/image-file';
import { parseCluster, type Cluster } from './cluster-file';
import { attempt, checkPlatforms, formatObstacles } from './preflight';
import { findDeployed, parseHistory } from './release-state';

const cluster: Cluster = {
  provider: 'kind',
  owned: true,
  context: 'kind-todo-app',
  kubeconfig: '/k/config',
  nodes: [{ name: 'node', architecture: 'amd64' }],
  load: 'kind',
  url: null,
  engine: null,
};

describe('formatObstacles', () => {
  it('lists everything at once, each with its cure', () => {
    const letter = formatObstacles({ release: 'todo-app' }, [
      new UserError('A is wrong.', 'Mend A.'),
      new UserError('B is wrong.', 'Mend B.'),
    ]);
    expect(letter.message).toBe('Deploy "todo-app": nothing was changed. 2 things are in the way:');
    expect(letter.hint).toBe('1. A is wrong.\n   Mend A.\n2. B is wrong.\n   Mend B.');
  });

  it('is one sentence for one obstacle', () => {
    const letter = formatObstacles({ release: 'todo-app' }, [new UserError('A is wrong.', 'Mend A.')]);
    expect([letter.message, letter.hint]).toEqual(['Deploy "todo-app": nothing was changed. A is wrong.', 'Mend A.']);
  });
});

it('collects what the user can mend and throws our own bugs', async () => {
  const obstacles: UserError[] = [];
  const letter = new UserError('A is wrong.', 'Mend A.');
  await attempt(obstacles, () => Promise.reject(letter));
  expect(obstacles).toEqual([letter]);
  await expect(attempt(obstacles, () => Promise.reject(new TypeError('bug')))).rejects.toThrow('bug');
});

describe('the history', () => {
  const secrets = (...statuses: readonly string[]) =>
    statuses.map((status, index) => ({ metadata: { labels: { version: String(index + 1), status } } }));
  it('finds the revision that serves, also behind failed ones', () => {
    expect(findDeployed(parseHistory(secrets('superseded', 'deployed', 'failed')))).toBe(2);
  });

  it('sorts by number, not by name', () => {
    const [ten, nine] = [
      { version: '10', status: 'deployed' },
      { version: '9', status: 'superseded' },
    ];
    expect(parseHistory([{ metadata: { labels: ten } }, { metadata: { labels: nine } }]).at(-1)?.revision).toBe(10);
  });
});

it('names an image that the nodes cannot run', () => {
  const image = { project: 'backend', platform: 'linux/arm64' } as ImageFile;
  expect(checkPlatforms([image], cluster).map(({ message }) => message)).toEqual([
    'The image of "backend" is for linux/arm64, the nodes of "kind-todo-app" are amd64.',
  ]);
  expect(checkPlatforms([{ ...image, platform: 'linux/amd64' }], cluster)).toEqual([]);
});

describe('cluster.json', () => {
  it('is taken as written, with the optional fields filled in', () => {
    const rest = { ...cluster, url: undefined, engine: undefined };
    expect(parseCluster(JSON.stringify(rest))).toEqual(cluster);
  });

  it.each([
    ['context', ''],
    ['load', 'ftp'],
    ['nodes', [{ name: 'a' }]],
    ['engine', { program: 'crun' }],
  ])('is refused for %s = %j', (name, value) => {
    expect(() => parseCluster(JSON.stringify({ ...cluster, [name]: value }))).toThrow(
      `Read dist/tools/cluster/cluster.json: "${name}" is ${JSON.stringify(value)}.`,
    );
  });

  it('is refused when it is no JSON', () => {
    expect(() => parseCluster('{')).toThrow('it holds no JSON object');
  });
});
