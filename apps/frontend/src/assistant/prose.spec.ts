import { expect, test } from 'vitest';
import { parseProse } from './prose';

const plain = (text: string) => [{ text, isStrong: false }];

test('a text becomes paragraphs that keep their lines', () => {
  expect(parseProse('One\ntwo\n\n\nThree')).toEqual([
    { kind: 'paragraph', lines: [plain('One'), plain('two')] },
    { kind: 'paragraph', lines: [plain('Three')] },
  ]);
});

test('lines with a bullet or a number become lists', () => {
  expect(parseProse('Today:\n- Milk\n* Bread\n3. Rent\n4) Tax')).toEqual([
    { kind: 'paragraph', lines: [plain('Today:')] },
    { kind: 'list', start: null, items: [plain('Milk'), plain('Bread')] },
    { kind: 'list', start: 3, items: [plain('Rent'), plain('Tax')] },
  ]);
});

test('words between double asterisks are stressed, other asterisks are asterisks', () => {
  expect(parseProse('a **b c** d ** e * f')).toEqual([
    {
      kind: 'paragraph',
      lines: [[...plain('a '), { text: 'b c', isStrong: true }, ...plain(' d ** e * f')]],
    },
  ]);
});

test.each(['-5 degrees', '2026. A year', '**', '- ', '1.5 litres', '![x](http://evil.example/a.png)', '<b>no</b>'])(
  'text stays text: %s',
  (text) => {
    expect(parseProse(text)).toEqual([{ kind: 'paragraph', lines: [plain(text)] }]);
  },
);
