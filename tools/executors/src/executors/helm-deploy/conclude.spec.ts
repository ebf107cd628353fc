import { expect, it } from 'vitest';
import { formatRecord } from './conclude';

const deployed = { revision: 3, status: 'deployed' };

it('names the revision that an interrupted deploy left', () => {
  expect(formatRecord(deployed, { revision: 4, status: 'failed' })).toBe('revision 4 is recorded as failed');
});

it('does not take the revision before for one of the interrupted deploy', () => {
  expect(formatRecord(deployed, deployed)).toBe(
    'before it had recorded anything (revision 3 is still the last, deployed)',
  );
});

it('says that there is no release where the first install was interrupted before its record', () => {
  expect(formatRecord(undefined, undefined)).toBe('before it had recorded anything (there is no release)');
});
