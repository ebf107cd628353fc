import { expect, test } from 'vitest';
import { formatResult } from './migrate';

test('says in one line what it did', () => {
  expect(formatResult({ createdTables: ['user', 'session'], extendedTables: ['jwks'] })).toBe(
    'Migrate accounts: created user, session; extended jwks.',
  );
  expect(formatResult({ createdTables: [], extendedTables: [] })).toBe('Migrate accounts: nothing to do.');
});
