import { expect, test } from 'vitest';
import { formatResult } from './migrate';
import { isOnItsWay } from './wait-for-database';

test('says in one line what it did', () => {
  expect(formatResult({ createdTables: ['user', 'session'], extendedTables: ['jwks'] })).toBe(
    'Migrate accounts: created user, session; extended jwks.',
  );
  expect(formatResult({ createdTables: [], extendedTables: [] })).toBe('Migrate accounts: nothing to do.');
});

test.each([
  ['refuses connections', Object.assign(new Error(), { code: 'ECONNREFUSED' }), true],
  ['is starting up', Object.assign(new Error(), { code: '57P03' }), true],
  ['refuses on both addresses', new AggregateError([Object.assign(new Error(), { code: 'ECONNREFUSED' })]), true],
  ['lets a connection hang', new Error('timeout exceeded when trying to connect'), true],
  ['knows no such password', Object.assign(new Error(), { code: '28P01' }), false],
  ['knows no such database', Object.assign(new Error(), { code: '3D000' }), false],
])('waiting for a database that %s', (_, error, helps) => {
  expect(isOnItsWay(error)).toBe(helps);
});
