import { describe, expect, test } from 'vitest';
import { classifyAbsence, createApiError, createSilenceError, describeError } from './errors';

describe('an answer that is not a success', () => {
  test.each([
    [401, undefined, 'Your session has ended. Sign in again.'],
    [418, undefined, 'The server made an error.'],
    [409, { detail: 'It was changed after that.' }, 'It was changed after that.'],
    [412, { detail: 'Precondition failed, version 3.' }, 'It was changed elsewhere meanwhile.'],
    [503, { detail: 'The task service is starting or restarting.' }, 'The server is restarting.'],
    [
      503,
      { code: 'database-away', detail: 'The database does not answer right now.' },
      'The database does not answer.',
    ],
    [422, '<html>', 'The server does not accept this.'],
  ])('%d with %o reads as a sentence', (status, problem, sentence) => {
    expect(describeError(createApiError(status, new Headers(), problem))).toBe(sentence);
  });

  test.each([
    ['2', 2],
    ['0', 0],
    [undefined, null],
    ['Wed, 21 Oct 2026 07:28:00 GMT', null],
    ['-1', null],
  ])('with Retry-After: %s asks for a pause of %s seconds', (value, seconds) => {
    const headers = new Headers(value === undefined ? {} : { 'retry-after': value });
    expect(createApiError(503, headers).retryAfterSeconds).toBe(seconds);
  });
});

describe('who is on the way back', () => {
  test.each([
    [createApiError(503, undefined, { code: 'database-away' }), 'database'],
    [createApiError(503, undefined, { code: 'backend-away' }), 'server'],
    [createApiError(503), 'server'],
    [createApiError(500, undefined, { code: 'database-away' }), null],
    [createSilenceError(new TypeError('fetch failed')), null],
    [new Error('503'), null],
  ])('%s → %s', (error, who) => {
    expect(classifyAbsence(error)).toBe(who);
  });
});
