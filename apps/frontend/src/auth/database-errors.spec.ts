import { expect, test } from 'vitest';
import { isDatabaseAway } from './database-errors';

test.each([
  ['refuses connections', Object.assign(new Error(), { code: 'ECONNREFUSED' }), true],
  ['is starting up', Object.assign(new Error(), { code: '57P03' }), true],
  ['refuses on both addresses', new AggregateError([Object.assign(new Error(), { code: 'ECONNREFUSED' })]), true],
  ['lets a connection hang', new Error('timeout exceeded when trying to connect'), true],
  ['lost the connection', new Error('Connection terminated unexpectedly'), true],
  ['was shut down by its operator', Object.assign(new Error(), { code: '57P01' }), true],
  ['has no room for one more', Object.assign(new Error(), { code: '53300' }), true],
  ['has no such table', Object.assign(new Error(), { code: '42P01' }), false],
  ['knows no such password', Object.assign(new Error(), { code: '28P01' }), false],
  ['knows no such database', Object.assign(new Error(), { code: '3D000' }), false],
])('waiting for a database that %s', (_, error, isAway) => {
  expect(isDatabaseAway(error)).toBe(isAway);
});
