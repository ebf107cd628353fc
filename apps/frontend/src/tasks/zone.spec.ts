import { expect, test } from 'vitest';
import { parseZone, readBrowserZone } from './zone';

test.each(['Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Etc/GMT+1', 'UTC'])('%s is a zone', (zone) => {
  expect(parseZone(zone)).toBe(zone);
});

test.each([undefined, '', 'Mars/Base', '+01:00', 'Europe/Berlin; drop', '../etc/passwd', 'x'.repeat(5000)])(
  '%s is none, and UTC takes its place',
  (zone) => {
    expect(parseZone(zone)).toBe('UTC');
  },
);

test("the browser's zone is that of its clock", () => {
  expect(readBrowserZone()).toBe('Europe/Berlin');
});
