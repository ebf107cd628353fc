import { describe, expect, it } from 'vitest';
import { findObject, listContainers, listNames, podTemplate } from './kubernetes-object';
import { render, renderLayers } from './render';
import { leastValues } from './values-files';

const neon = 'postgresql://todo:canary@ep-cool.neon.tech/todo?sslmode=require';

/** The layer that turns {@link leastValues} from an existing Secret to one that the chart makes. */
const created = (values: object = {}) => ({ secrets: { existing: '', create: true, values } });

function decode(data: Readonly<Record<string, string>> | undefined): Record<string, string> {
  const entries = Object.entries(data ?? {});
  return Object.fromEntries(entries.map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]));
}

async function secretChecksum(...layers: object[]): Promise<string | undefined> {
  const object = findObject(await render(...(layers as Record<string, unknown>[])), 'Deployment', 'todo-app-backend');
  return podTemplate(object).metadata.annotations?.['checksum/secret'];
}

describe('an existing Secret', () => {
  it('is named by every reference, and nothing else is in the release', async () => {
    const objects = await render({ secrets: { existing: 'mine' }, postgres: { enabled: true } });
    const named = listContainers(objects).flatMap(([, { env = [] }]) =>
      env.flatMap(({ valueFrom }) => valueFrom?.['secretKeyRef'] ?? []),
    );
    expect(new Set(named.map(({ name }) => name))).toEqual(new Set(['mine']));
    expect(listNames(objects).filter((name) => name.startsWith('Secret/'))).toEqual([]);
  });

  it('gives the key of the assistant, which may be absent, to the backend alone', async () => {
    const users = listContainers(await render()).flatMap(([owner, { env = [] }]) =>
      env.filter(({ name }) => name === 'COHERE_API_KEY').map(({ valueFrom }) => [owner, valueFrom?.['secretKeyRef']]),
    );
    const reference = { name: 'todo-app-secrets', key: 'COHERE_API_KEY', optional: true };
    expect(users).toEqual([
      ['Deployment/todo-app-backend/migrate', reference],
      ['Deployment/todo-app-backend/backend', reference],
    ]);
  });

  it('rolls the pods when its checksum changes, and only then', async () => {
    expect(await secretChecksum()).toBeUndefined();
    expect(await secretChecksum({ secrets: { checksum: 'sha256:1' } })).toBe('sha256:1');
    expect(await secretChecksum({ secrets: { checksum: 'sha256:2' } })).toBe('sha256:2');
  });
});

describe('a Secret that the chart makes', () => {
  it('holds what was given and a generated BETTER_AUTH_SECRET', async () => {
    const objects = await render(created({ DATABASE_URL: neon, COHERE_API_KEY: 'co-key' }));
    const { BETTER_AUTH_SECRET, ...rest } = decode(findObject(objects, 'Secret', 'todo-app-secrets').data);
    expect(BETTER_AUTH_SECRET).toMatch(/^[A-Za-z0-9]{48}$/);
    expect(rest).toEqual({ DATABASE_URL: neon, COHERE_API_KEY: 'co-key' });
  });

  it('holds the BETTER_AUTH_SECRET that was given', async () => {
    const given = 'x'.repeat(32);
    const objects = await render(created({ DATABASE_URL: neon, BETTER_AUTH_SECRET: given }));
    expect(decode(findObject(objects, 'Secret', 'todo-app-secrets').data)['BETTER_AUTH_SECRET']).toBe(given);
  });

  it('leads to the Postgres of the cluster with one and the same password', async () => {
    const objects = await render(created(), { postgres: { enabled: true } });
    const data = decode(findObject(objects, 'Secret', 'todo-app-secrets').data);
    expect(data['POSTGRES_PASSWORD']).toMatch(/^[A-Za-z0-9]{32}$/);
    expect(data['DATABASE_URL']).toBe(`postgresql://todo:${data['POSTGRES_PASSWORD']}@todo-app-postgres:5432/todo`);
  });

  it('outlives the release, as the data does that it opens', async () => {
    const secret = findObject(await render(created({ DATABASE_URL: neon })), 'Secret', 'todo-app-secrets');
    expect(secret.metadata.annotations).toEqual({ 'helm.sh/resource-policy': 'keep' });
  });

  it('rolls the pods when a given value changes, and not because others are generated', async () => {
    const before = await secretChecksum(created({ DATABASE_URL: neon }));
    expect(await secretChecksum(created({ DATABASE_URL: neon }))).toBe(before);
    expect(await secretChecksum(created({ DATABASE_URL: neon, COHERE_API_KEY: 'key' }))).not.toBe(before);
  });

  it('shows nothing of it outside the Secret', async () => {
    const { manifest } = await renderLayers(leastValues, created({ DATABASE_URL: neon, COHERE_API_KEY: 'canary' }));
    expect(manifest).not.toContain('canary');
  });
});

describe('contradictions end in a sentence', () => {
  it.each([
    ['no source', { secrets: { existing: '' } }, 'Set secrets.existing to the name'],
    ['two sources', { secrets: { create: true } }, 'secrets.existing and secrets.create contradict'],
    [
      'values beside an existing Secret',
      { secrets: { values: { COHERE_API_KEY: 'canary' } } },
      'secrets.values are given, but secrets.existing (todo-app-secrets) is used',
    ],
    [
      'a checksum of a Secret that is made',
      { secrets: { existing: '', create: true, checksum: 'x' } },
      'Leave secrets.checksum empty',
    ],
    ['no database', created(), 'Set secrets.values.DATABASE_URL, or postgres.enabled'],
    ['two databases', { ...created({ DATABASE_URL: neon }), postgres: { enabled: true } }, 'contradict each other'],
  ])('%s', async (_, values, sentence) => {
    const { exitCode, stderr } = await renderLayers(leastValues, values);
    expect(exitCode).not.toBe(0);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toContain('canary');
  });
});
