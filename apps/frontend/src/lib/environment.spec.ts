import { expect, test } from 'vitest';
import { EnvironmentError, parseEnvironment } from './environment';

const GOOD = {
  DATABASE_URL: 'postgresql://u:hunter2@h/db',
  BETTER_AUTH_SECRET: 'x'.repeat(32),
  BACKEND_URL: 'http://backend-svc:8000/',
};

function readProblems(changes: Record<string, string | undefined>): readonly string[] {
  try {
    parseEnvironment({ ...GOOD, ...changes });
    return [];
  } catch (error) {
    return error instanceof EnvironmentError ? error.problems : [String(error)];
  }
}

test('what is optional has its default', () => {
  expect(parseEnvironment(GOOD)).toMatchObject({
    apiUrl: '/api/backend',
    allowedHosts: [],
    proxyHops: 0,
    backendUrl: 'http://backend-svc:8000',
  });
});

test('hosts are separated by commas or spaces', () => {
  expect(
    parseEnvironment({ ...GOOD, BETTER_AUTH_ALLOWED_HOSTS: 'a.example, *.b.example c.example' }).allowedHosts,
  ).toEqual(['a.example', '*.b.example', 'c.example']);
});

test.each([
  ['DATABASE_URL', undefined],
  ['DATABASE_URL', 'mysql://u:hunter2@h/db'],
  ['BETTER_AUTH_SECRET', 'hunter2'],
  ['BACKEND_URL', 'backend-svc:8000'],
  ['NEXT_PUBLIC_API_URL', '//evil.example/api'],
  ['TRUSTED_PROXY_HOPS', '-1'],
  ['TRUSTED_PROXY_HOPS', '10.0.0.0/8'],
])('a wrong %s is named, and its value is not', (name, value) => {
  const problems = readProblems({ [name]: value });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(new RegExp(`^${name} is (missing|not usable): it wants `));
  expect(problems[0]).not.toContain('hunter2');
});

test('all that is wrong is said at once', () => {
  expect(readProblems({ DATABASE_URL: '', BETTER_AUTH_SECRET: '' })).toHaveLength(2);
});
