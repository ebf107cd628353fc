import { expect, test } from 'vitest';
import { PEER_HEADER, resolveClientAddress } from './client-address';

const GATEWAY = '10.0.0.2';
const INGRESS = '10.0.0.1';
const SENDER = '203.0.113.7';
const LIE = '198.51.100.66';

test.each([
  ['nobody is in front', 0, [], SENDER, SENDER],
  ['nobody is in front and the sender makes one up', 0, [LIE], SENDER, SENDER],
  ['the gateway is in front', 1, [SENDER], GATEWAY, SENDER],
  ['the sender makes one up before the gateway', 1, [LIE, SENDER], GATEWAY, SENDER],
  ['the sender makes a whole chain up', 1, [LIE, INGRESS, LIE, SENDER], GATEWAY, SENDER],
  ['an ingress is before the gateway', 2, [SENDER, INGRESS], GATEWAY, SENDER],
  ['the sender makes one up before the ingress', 2, [LIE, SENDER, INGRESS], GATEWAY, SENDER],
  ['somebody inside comes past the ingress', 2, [SENDER], GATEWAY, SENDER],
  ['somebody inside comes past both', 2, [], SENDER, SENDER],
  ['it is of the sixth version', 1, ['2001:db8::7'], GATEWAY, '2001:db8::7'],
])('the address when %s', (_, hops, forwarded, peer, expected) => {
  const headers = new Headers({ 'x-forwarded-for': forwarded.join(', '), [PEER_HEADER]: peer });
  expect(resolveClientAddress(headers, hops)).toBe(expected);
});

test.each(['unknown', '203.0.113.7:1234', '', 'a, b'])('%j is no address', (value) => {
  expect(resolveClientAddress(new Headers({ [PEER_HEADER]: value }), 0)).toBeUndefined();
});
