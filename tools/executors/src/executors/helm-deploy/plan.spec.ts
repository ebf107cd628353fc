import { expect, it } from 'vitest';
import { listSecretKeys } from './plan';

const ours = (content: Record<string, string>): Parameters<typeof listSecretKeys>[0] => ({
  secret: { name: 'shop-secrets', content, changed: [], checksum: '' },
});

it('knows the keys that our Secret will have', () => {
  expect(listSecretKeys(ours({ DATABASE_URL: 'u', OTHER: 'o' }), { hasWrongVariables: false })).toEqual([
    'DATABASE_URL',
    'OTHER',
  ]);
  expect(listSecretKeys({ secret: undefined }, { hasWrongVariables: false })).toBeUndefined();
});

it.each([
  ['wrong', { DATABASE_URL: 'u' }, true],
  ['absent, which is told of by itself', {}, false],
])('counts variables as there that are %s', (_, content, hasWrongVariables) => {
  expect(listSecretKeys(ours(content), { hasWrongVariables })).toContain('COHERE_API_KEY');
});
