import { describe, expect, it } from 'vitest';
import { renderLayers } from './render';
import { leastValues } from './values-files';

/** The nested object in which only `path`, with dots, is `value`. */
function nest(path: string, value: unknown): Record<string, unknown> {
  return path.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as Record<string, unknown>;
}

const misspelt: readonly (readonly [string, unknown])[] = [
  ['backnd', {}],
  ['global', { x: 1 }],
  ['nameOverride', 'todo'],
  ['backend.replica', 2],
  ['backend.image.Tag', 'x'],
  ['backend.image.pullPolicy', 'Never'],
  ['backend.resources.request', {}],
  ['backend.resources.limits.gpu', '1'],
  ['backend.service', {}],
  ['frontend.service.port', 80],
  ['frontend.env', {}],
  ['config.NEXT_PUBLIC_API_URI', '/x'],
  ['config.DATABASE_URL', 'postgresql://x'],
  ['secrets.existingSecret', 'x'],
  ['secrets.values.OPENAI_API_KEY', 'x'],
  ['postgres.password', 'x'],
  ['postgres.storage.class', 'fast'],
  ['networkPolicy.egress', true],
  ['gateway.enabled', false],
  ['gateway.replicas', 2],
  ['config.COHERE_API_KEY', 'x'],
  ['config.COHERE_MODEL', 'command'],
];

const wrong: readonly (readonly [string, unknown])[] = [
  ['imagePullSecrets', 'registry'],
  ['imagePullSecrets', ['Not A Name']],
  ['backend', 'on'],
  ['backend', null],
  ['backend.image', null],
  ['backend.image.repository', ''],
  ['backend.image.repository', 'Todo App'],
  ['backend.image.repository', 'todo-app/backend:1'],
  ['backend.image.tag', 'latest'],
  ['backend.image.tag', 1.1],
  ['backend.image.tag', 'a b'],
  ['backend.image.digest', 'sha256:abc'],
  ['backend.image.digest', 'md5:abc'],
  ['backend.image.inputs', 'abc'],
  ['backend.replicas', 0],
  ['backend.replicas', -1],
  ['backend.replicas', '2'],
  ['backend.replicas', 1.5],
  ['backend.replicas', null],
  ['backend.minReadySeconds', -1],
  ['frontend.minReadySeconds', '5s'],
  ['backend.preStopSleepSeconds', 0],
  ['backend.preStopSleepSeconds', '10s'],
  ['backend.terminationGracePeriodSeconds', 1],
  ['backend.resources.requests.cpu', '100 m'],
  ['backend.resources.requests.cpu', '0'],
  ['backend.resources.requests.memory', '128mb'],
  ['backend.resources.requests.memory', 128],
  ['backend.resources.limits.memory', null],
  ['backend.resources.limits.ephemeral-storage', '-1Mi'],
  ['frontend.service.type', 'nodeport'],
  ['frontend.service.type', 'ExternalName'],
  ['frontend.service.nodePort', 80],
  ['frontend.service.nodePort', 40000],
  ['frontend.service.nodePort', '30080'],
  ['config.NEXT_PUBLIC_API_URL', ''],
  ['config.NEXT_PUBLIC_API_URL', 'backend'],
  ['config.NEXT_PUBLIC_API_URL', '//elsewhere.example.org'],
  ['config.BETTER_AUTH_ALLOWED_HOSTS', 'a, b'],
  ['config.BETTER_AUTH_ALLOWED_HOSTS', ['a']],
  ['config.COHERE_BASE_URL', 'api.example.org'],
  ['config.COHERE_BASE_URL', 'ftp://api.example.org'],
  ['config.COHERE_MODELS', ''],
  ['config.COHERE_MODELS', 'one, two'],
  ['config.ASSISTANT_DAILY_TURNS', '100'],
  ['config.ASSISTANT_DAILY_TURNS', 0],
  ['gateway', null],
  ['gateway.image.tag', 'latest'],
  ['gateway.resources.limits.memory', '64MB'],
  ['gateway.trustedProxies', '10.0.0.0/8'],
  ['gateway.trustedProxies', ['anyone']],
  ['gateway.trustedProxies', ['10.0.0.0/33']],
  ['gateway.trustedProxies', ['10.0.0.0/8; deny all']],
  ['secrets.existing', 'Todo_Secrets'],
  ['secrets.checksum', 'a b'],
  ['secrets.create', 'yes'],
  ['secrets.values.BETTER_AUTH_SECRET', 'short'],
  ['secrets.values.DATABASE_URL', 'mysql://todo@db/todo'],
  ['secrets.values.COHERE_API_KEY', 'key\n'],
  ['postgres.enabled', 'true'],
  ['postgres.storage.size', '1'],
  ['postgres.storage.className', 'Fast Disk'],
  ['networkPolicy', true],
  ['networkPolicy.enabled', null],
  ['networkPolicy.databasePort', '5432'],
  ['networkPolicy.databasePort', 0],
];

describe('a key that does not exist is refused by name', () => {
  it.each(misspelt)('%s', async (path, value) => {
    const { exitCode, stderr } = await renderLayers(leastValues, nest(path, value));
    const at = path.split('.').slice(0, -1);
    expect(exitCode).not.toBe(0);
    expect(stderr).toContain(
      `at '${at.length ? `/${at.join('/')}` : ''}': additional properties '${path.split('.').at(-1)}' not allowed`,
    );
  });
});

describe('a value that cannot be is refused with its key', () => {
  it.each(wrong)('%s: %j', async (path, value) => {
    const { exitCode, stderr } = await renderLayers(leastValues, nest(path, value));
    expect(exitCode).not.toBe(0);
    const key = path.split('.').at(-1) ?? '';
    expect(stderr).toMatch(
      value === null
        ? new RegExp(`missing propert(y|ies) '${key}'`)
        : new RegExp(`at '/${path.replaceAll('.', '/')}(/[0-9]+)?'`),
    );
  });
});

it.each(['backend', 'frontend'])('%s may not be killed before it could finish after its sleep', async (component) => {
  const times = { preStopSleepSeconds: 20, terminationGracePeriodSeconds: 24 };
  const { exitCode, stderr } = await renderLayers(leastValues, { [component]: times });
  expect(exitCode).not.toBe(0);
  expect(stderr).toContain('Set it to 30 or more.');
  expect(stderr).toContain(`${component}.terminationGracePeriodSeconds is 24`);
});
