import { describe, expect, test } from 'vitest';
import { capture, printDue } from './capture.fixture';
import { dropLastWord } from './text';

describe('at noon of Thursday, 26 November 2026', () => {
  test.each([
    ['Pay rent tomorrow 9am #home p1', 'Pay rent', '2026-11-27 09:00'],

    // days near
    ['Pay rent today', 'Pay rent', '2026-11-26'],
    ['Pay rent TODAY', 'Pay rent', '2026-11-26'],
    ['Today pay rent', 'pay rent', '2026-11-26'],
    ['Pay rent tonight', 'Pay rent', '2026-11-26 20:00'],
    ['Pay rent tonight at 8', 'Pay rent', '2026-11-26 20:00'],
    ['Pay rent tonight 10:30', 'Pay rent', '2026-11-26 22:30'],
    ['Pay rent tonight at 1am', 'Pay rent', '2026-11-27 01:00'],
    ['Pay rent tonight at 12', 'Pay rent', '2026-11-27 00:00'],
    ['Pay rent midnight tonight', 'Pay rent', '2026-11-26 23:59'],
    ['Pay rent this morning', 'Pay rent', '2026-11-26'],
    ['Pay rent this afternoon', 'Pay rent', '2026-11-26 15:00'],
    ['Pay rent this evening at 7', 'Pay rent', '2026-11-26 19:00'],
    ['Pay rent tomorrow', 'Pay rent', '2026-11-27'],
    ['Pay rent by tomorrow', 'Pay rent', '2026-11-27'],
    ['Pay rent due: tomorrow', 'Pay rent', '2026-11-27'],
    ['Pay rent tomorrow morning', 'Pay rent', '2026-11-27 09:00'],
    ['Pay rent tomorrow in the evening', 'Pay rent', '2026-11-27 19:00'],
    ['Pay rent tomorrow morning at 8', 'Pay rent', '2026-11-27 08:00'],
    ['Pay rent day after tomorrow', 'Pay rent', '2026-11-28'],
    ['Pay rent the day after tomorrow at noon', 'Pay rent', '2026-11-28 12:00'],

    // weekdays
    ['Pay rent fri', 'Pay rent', '2026-11-27'],
    ['Pay rent on Friday', 'Pay rent', '2026-11-27'],
    ['Pay rent friday night', 'Pay rent', '2026-11-27 20:00'],
    ['Pay rent friday afternoon at 3', 'Pay rent', '2026-11-27 15:00'],
    ['Pay rent thursday', 'Pay rent', '2026-12-03'],
    ['Pay rent this thursday', 'Pay rent', '2026-11-26'],
    ['Pay rent this fri', 'Pay rent', '2026-11-27'],
    ['Pay rent next friday', 'Pay rent', '2026-12-04'],
    ['Pay rent next mon 9am', 'Pay rent', '2026-11-30 09:00'],
    ['Pay rent by tues', 'Pay rent', '2026-12-01'],
    ['Pay rent weds', 'Pay rent', '2026-12-02'],
    ['Pay rent sun', 'Pay rent', '2026-11-29'],
    ['Pay rent sat 10am', 'Pay rent', '2026-11-28 10:00'],
    ['Pay rent on wed in cash', 'Pay rent in cash', '2026-12-02'],

    // distances
    ['Pay rent in 3 days', 'Pay rent', '2026-11-29'],
    ['Pay rent in 1 day', 'Pay rent', '2026-11-27'],
    ['Pay rent in two weeks', 'Pay rent', '2026-12-10'],
    ['Pay rent in a week', 'Pay rent', '2026-12-03'],
    ['Pay rent in 3 months', 'Pay rent', '2027-02-26'],
    ['Pay rent in 1 year', 'Pay rent', '2027-11-26'],
    ['Pay rent in 3 hours', 'Pay rent', '2026-11-26 15:00'],
    ['Pay rent in an hour', 'Pay rent', '2026-11-26 13:00'],
    ['Pay rent in 30 mins', 'Pay rent', '2026-11-26 12:30'],
    ['Pay rent in 13 hours', 'Pay rent', '2026-11-27 01:00'],
    ['Pay rent in 3 days at 9:30', 'Pay rent', '2026-11-29 09:30'],
    ['Pay rent next week', 'Pay rent', '2026-11-30'],
    ['Pay rent next month', 'Pay rent', '2026-12-01'],
    ['Pay rent by the end of the month', 'Pay rent', '2026-11-30'],
    ['Pay rent end of month', 'Pay rent', '2026-11-30'],

    // dates
    ['Pay rent jan 5', 'Pay rent', '2027-01-05'],
    ['Pay rent 5 jan', 'Pay rent', '2027-01-05'],
    ['Pay rent on the 5th of January', 'Pay rent', '2027-01-05'],
    ['Pay rent 5 January 2028', 'Pay rent', '2028-01-05'],
    ['Pay rent January 5th, 2028 at 14:00', 'Pay rent', '2028-01-05 14:00'],
    ['Pay rent nov 26', 'Pay rent', '2026-11-26'],
    ['Pay rent nov 25', 'Pay rent', '2027-11-25'],
    ['Pay rent may 5', 'Pay rent', '2027-05-05'],
    ['Pay rent 29 feb', 'Pay rent', '2028-02-29'],
    ['Pay rent 2026-12-01', 'Pay rent', '2026-12-01'],
    ['Pay rent 2026-12-01 08:15', 'Pay rent', '2026-12-01 08:15'],
    ['Pay rent 2026-11-20', 'Pay rent', '2026-11-20'],
    ['Pay rent fri 27 nov', 'Pay rent', '2026-11-27'],
    ['Pay rent Tue, 5 Jan 2027', 'Pay rent', '2027-01-05'],
    ['Pay rent Fri, Nov 27, 9am', 'Pay rent', '2026-11-27 09:00'],
    ['Pay rent on the 15th', 'Pay rent', '2026-12-15'],
    ['Pay rent by the 26th', 'Pay rent', '2026-11-26'],
    ['Pay rent on the 31st', 'Pay rent', '2026-12-31'],
    ['Pay rent on the 1st with a card', 'Pay rent with a card', '2026-12-01'],

    // times
    ['Pay rent 9am', 'Pay rent', '2026-11-27 09:00'],
    ['Pay rent 9 am', 'Pay rent', '2026-11-27 09:00'],
    ['Pay rent 3 p.m.', 'Pay rent', '2026-11-26 15:00'],
    ['Pay rent 9.30pm', 'Pay rent', '2026-11-26 21:30'],
    ['Pay rent 12am', 'Pay rent', '2026-11-27 00:00'],
    ['Pay rent 12pm tomorrow', 'Pay rent', '2026-11-27 12:00'],
    ['Pay rent at 17', 'Pay rent', '2026-11-26 17:00'],
    ['Pay rent at 17 with Ann', 'Pay rent with Ann', '2026-11-26 17:00'],
    ['Pay rent at 9', 'Pay rent', '2026-11-27 09:00'],
    ['Pay rent 14:00', 'Pay rent', '2026-11-26 14:00'],
    ['Pay rent 12:00', 'Pay rent', '2026-11-27 12:00'],
    ['Pay rent by 5:30', 'Pay rent', '2026-11-27 05:30'],
    ['Pay rent at noon', 'Pay rent', '2026-11-27 12:00'],
    ['Pay rent at noon in Paris', 'Pay rent in Paris', '2026-11-27 12:00'],
    ['Pay rent noon tomorrow', 'Pay rent', '2026-11-27 12:00'],
    ['Pay rent midnight', 'Pay rent', '2026-11-26 23:59'],
    ['Pay rent friday midnight', 'Pay rent', '2026-11-27 23:59'],
    ['Pay rent today 9am', 'Pay rent', '2026-11-26 09:00'],

    // order and company
    ['At 9am tomorrow pay rent', 'pay rent', '2026-11-27 09:00'],
    ['At 9am pay rent tomorrow', 'pay rent', '2026-11-27 09:00'],
    ['Tomorrow, pay rent', 'pay rent', '2026-11-27'],
    ['Tomorrow: pay rent', 'pay rent', '2026-11-27'],
    ['Tomorrow - pay rent', 'pay rent', '2026-11-27'],
    ['Pay rent, tomorrow', 'Pay rent', '2026-11-27'],
    ['Pay rent - tomorrow', 'Pay rent', '2026-11-27'],
    ['Pay rent tomorrow.', 'Pay rent.', '2026-11-27'],
    ['Pay rent, tomorrow, in cash', 'Pay rent, in cash', '2026-11-27'],
    ['Pay rent, tomorrow #home', 'Pay rent', '2026-11-27'],
    ['Pay   rent \t tomorrow  now ', 'Pay rent now', '2026-11-27'],
    ['Tomorrow talk friday', 'Tomorrow talk', '2026-11-27'],
    ['Tomorrow pay 9am rent 10am', 'pay 9am rent', '2026-11-27 10:00'],
    ['Tomorrow 9am pay rent 10am', 'pay rent 10am', '2026-11-27 09:00'],
    ['- tomorrow', '', '2026-11-27'],
    ['Carry on tomorrow', 'Carry on', '2026-11-27'],
    ['Pay rent tomorrow evening with Ann at 8', 'Pay rent with Ann', '2026-11-27 20:00'],
  ])('%s → %s, %s', (text, title, due) => {
    const result = capture(text);
    expect([result.title, printDue(result)]).toEqual([title, due]);
  });
});

test.each([
  // two readings, or none
  'Pay rent 12/1',
  'Pay rent 1.12.',
  'Pay rent feb 30',
  'Pay rent 32 jan',
  'Pay rent 2026-02-30',
  'Pay rent 2026-13-01',
  'Pay rent on the 32nd',
  'Pay rent in 0 days',
  'Pay rent 25:00',
  'Pay rent 9:60',
  'Pay rent 9:60pm',
  'Pay rent 13pm',
  'Pay rent 0am',
  'Pay rent at 24',
  'Pay rent 9am or 10am',
  'Pay rent from 9am to 10am',
  'Pay rent 9am - 10am',
  'Pay rent 9am-10am',
  'Pay rent tomorrow or friday',
  'Pay rent mon, wed and fri',
  'Pay rent monday to friday',
  'Pay rent tomorrow wednesday',
  'Pay rent fri 26 nov',
  'Pay rent tomorrow 9am 10am',

  // said of something else
  'Pay rent every friday 9am',
  'Pay rent before friday',
  'Pay rent until tomorrow 9am',
  'Buy cake for tomorrow',
  'Read the friday paper',
  'Gifts on black friday',
  'Think about tomorrow',
  'Read tomorrow’s paper',
  "Read tomorrow's paper",

  // false friends
  'May I call Bob',
  'Buy sun cream',
  'The cat sat on the mat',
  'Wed Ann to Bob',
  'Read 1984',
  'March on',
  'Watch Midnight in Paris',
  'Party at 17 Elm Road',
  'Lift to the 15th floor',
  'Write the 15th',
  'Meet on the 15th floor',
  'Write end of month report',
  'Call the second man',
  'Friday-Monday trip',
  'Visit tomorrow.com',
  'Call Bob (tomorrow)',
  '#',
  'Learn C#',
  'We are # 1',
  'Fix issue #12',
  'Mark #\u0301a',
  'Mix #home#work',
  'Praise #🏠',
  'Write to ann#home@example.com',
  'Read https://example.com/a#tomorrow',
  `Tag #${'x'.repeat(31)}`,
  'Play p4',
  'Play mp3',
  'Shout !',
  'Be !important',

  // quotes
  'Call "tomorrow" band',
  'Call “tomorrow 9am #home p1” band',
  '"tomorrow"',
  'Call "tomorrow',
  'Call ("tomorrow" band)',
])('%s stays as it is', (text) => {
  expect(capture(text)).toEqual({ title: text, excess: 0, due: null, tags: [], priority: 0, spans: [] });
});

test.each([
  ['Pay #Home', ['home']],
  ['#home Pay #work', ['home', 'work']],
  ['Pay #work #home', ['work', 'home']],
  ['Pay #home #HOME', ['home']],
  ['Pay #home, please', ['home']],
  ['Pay #büro-2_a', ['büro-2_a']],
  ['Pay #家', ['家']],
  ['Pay #bu\u0308ro', ['b\u00fcro']],
  ['Pay #J\u030c', ['\u01f0']],
  [`Pay #${'x'.repeat(30)}`, ['x'.repeat(30)]],
])('%s has the tags %j', (text, tags) => {
  expect(capture(text).tags).toEqual(tags);
});

test('an eleventh tag is text, one of the ten said again is not', () => {
  const tags = Array.from({ length: 11 }, (_, index) => `#t${index}`);
  const result = capture(`Pay ${tags.join(' ')} #t0`);
  expect(result.tags).toEqual(['t0', 't1', 't2', 't3', 't4', 't5', 't6', 't7', 't8', 't9']);
  expect(result.title).toBe('Pay #t10');
});

test.each([
  ['Pay p1', 3, 'Pay'],
  ['Pay P2', 2, 'Pay'],
  ['Pay p3', 1, 'Pay'],
  ['Pay !high', 3, 'Pay'],
  ['Pay !medium', 2, 'Pay'],
  ['Pay !Low now', 1, 'Pay now'],
  ['Pay p1 p3', 1, 'Pay p1'],
])('%s has priority %i and is “%s”', (text, priority, title) => {
  expect(capture(text)).toMatchObject({ priority, title });
});

test('an inch is no quote', () => {
  expect(capture('Buy 5" pipe tomorrow')).toMatchObject({ title: 'Buy 5" pipe', due: { date: '2026-11-27' } });
});

test('spans say what was understood where', () => {
  expect(capture('Pay rent tomorrow 9am #Home p1').spans).toEqual([
    { kind: 'due', start: 9, end: 21, text: 'tomorrow 9am', label: 'Tomorrow, 09:00' },
    { kind: 'tag', start: 22, end: 27, text: '#Home', label: '#home' },
    { kind: 'priority', start: 28, end: 30, text: 'p1', label: 'High priority' },
  ]);
});

test.each([
  ['9am', ['Tomorrow, 09:00']],
  ['Monday', ['Monday']],
  ['thursday', ['Thu 3 Dec']],
  ['jan 5', ['Tue, 5 Jan 2027']],
  ['2026-11-20', ['Fri 20 Nov']],
  ['at 9am pay rent tomorrow', ['09:00', 'Tomorrow']],
  ['Tomorrow talk friday', ['Tomorrow']],
])('%s is labelled %j', (text, labels) => {
  expect(capture(text).spans.map(({ label }) => label)).toEqual(labels);
});

test('labels are in the language that is asked for', () => {
  const [span] = capture('jan 5 9am', { locale: 'de-DE' }).spans;
  expect(span?.label).toBe('Di., 5. Jan. 2027, 09:00');
});

describe('“today” is decided by the zone', () => {
  test.each([
    ['2026-12-31T23:30:00Z', 'UTC', 'tomorrow', '2027-01-01'],
    ['2026-12-31T23:30:00Z', 'Europe/Berlin', 'tomorrow', '2027-01-02'],
    ['2026-12-31T23:30:00Z', 'America/New_York', 'today', '2026-12-31'],
    ['2026-11-26T11:30:00Z', 'Pacific/Kiritimati', 'today', '2026-11-27'],
    ['2028-02-28T12:00:00Z', 'UTC', 'tomorrow', '2028-02-29'],
    ['2027-01-31T12:00:00Z', 'UTC', 'in 1 month', '2027-02-28'],
    ['2028-01-31T12:00:00Z', 'UTC', 'in 1 month', '2028-02-29'],
    ['2027-01-31T12:00:00Z', 'UTC', 'next month', '2027-02-01'],
    ['2026-12-31T12:00:00Z', 'UTC', 'end of month', '2026-12-31'],
    ['2026-12-31T12:00:00Z', 'UTC', 'next week', '2027-01-04'],
    ['2026-11-29T12:00:00Z', 'UTC', 'next week', '2026-11-30'],
    ['2026-11-29T12:00:00Z', 'UTC', 'next friday', '2026-12-04'],
    ['2027-02-01T12:00:00Z', 'UTC', 'on the 31st', '2027-03-31'],
    // the clocks go forward at 02:00 and back at 03:00
    ['2026-03-29T00:30:00Z', 'Europe/Berlin', 'in 1 hour', '2026-03-29 03:30'],
    ['2026-10-25T00:30:00Z', 'Europe/Berlin', 'in 1 hour', '2026-10-25 02:30'],
    ['2026-10-24T22:30:00Z', 'Europe/Berlin', 'tomorrow', '2026-10-26'],
    ['2026-10-25T22:30:00Z', 'Europe/Berlin', 'tomorrow', '2026-10-26'],
    ['2026-11-26T21:30:00Z', 'UTC', 'tonight', '2026-11-26'],
    ['2026-11-26T21:30:00Z', 'UTC', '9:30pm', '2026-11-27 21:30'],
    ['2026-11-26T21:29:59Z', 'UTC', '9:30pm', '2026-11-26 21:30'],
  ])('at %s in %s, %s is %s', (now, zone, text, due) => {
    expect(printDue(capture(text, { now: new Date(now), zone }))).toBe(due);
  });
});

test('a title that is too long is kept whole, and by how much is said', () => {
  const result = capture(`${'🏠'.repeat(203)} tomorrow`);
  expect(result.title).toBe('🏠'.repeat(203));
  expect(result.excess).toBe(3);
  expect(capture('🏠'.repeat(200)).excess).toBe(0);
});

test('a removed span is text, and what it leaves is understood anew', () => {
  const text = 'Call tomorrow band friday';
  const { spans } = capture(text);
  expect(capture(text, { ignored: spans })).toMatchObject({ title: 'Call band friday', due: { date: '2026-11-27' } });
});

describe('while it is typed, word by finished word, a text shows', () => {
  test.each([
    ['Pay rent tomorrow 9am #home p1 ', ['Tomorrow', 'Tomorrow, 09:00', '#home', 'High priority']],
    ['Call friends fri 14:30 ', ['Tomorrow', 'Tomorrow, 14:30']],
    ['Buy sunglasses at 1700 Main Street ', []],
    ['Gym sat 10am ', ['Saturday', 'Saturday, 10:00']],
    ['Pay rent in 3 hours ', ['Today, 15:00']],
    ['Pay rent jan 15 2027 ', ['Fri, 15 Jan 2027']],
    ['Call "tomorrow" band ', []],
  ])('%s → %j', (text, labels) => {
    const shown = Array.from(text, (_, index) => {
      const typed = dropLastWord(text.slice(0, index + 1));
      return capture(typed).spans.map(({ label }) => label);
    });
    const news = shown.flatMap((now, index) => now.filter((label) => !shown[index - 1]?.includes(label)));
    expect(news).toEqual(labels);
    expect(shown.at(-1)?.length ?? 0).toBe(capture(text).spans.length);
  });
});

test.each(['sun #a "b" at 5, tomorrow or ', '#a ', '" ', ', - ', 'due: on the '])(
  'a book of “%s” is soon read',
  (text) => {
    // what takes time by the square of the length would not end in time
    expect(capture(text.repeat(100_000 / text.length)).excess).toBeGreaterThan(-1);
  },
);
