import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Address, cleanSearch, formatAddress, parseAddress } from './board-query';
import { parseTag } from './tag';
import { ORDERS, SORTS, STATUSES, VIEWS } from './task';

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });

const addresses: fc.Arbitrary<Address> = fc.record({
  view: fc.constantFrom(...VIEWS),
  search: fc.string({ unit: 'grapheme', maxLength: 300 }).map(cleanSearch),
  status: maybe(fc.constantFrom(...STATUSES)),
  priority: maybe(fc.constantFrom(0, 1, 2, 3)),
  tag: maybe(fc.string({ unit: 'grapheme', maxLength: 40 }).map((word) => parseTag(word) ?? 'home')),
  due: maybe(fc.constantFrom('any', 'none')),
  sort: maybe(fc.constantFrom(...SORTS)),
  order: maybe(fc.constantFrom(...ORDERS)),
});

test('whatever is chosen survives the way into the address bar and back', () => {
  fc.assert(
    fc.property(addresses, (address) => {
      const { search } = new URL(formatAddress(address), 'http://localhost');
      expect(parseAddress(new URLSearchParams(search))).toEqual(address);
    }),
  );
});

test('whatever is typed into the address bar is an address of a list', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (typed) => {
      const address = parseAddress(new URLSearchParams(typed));
      expect(parseAddress(new URL(formatAddress(address), 'http://localhost').searchParams)).toEqual(address);
    }),
  );
});
