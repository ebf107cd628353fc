import { expect, it } from 'vitest';
import { checkNodes } from './check-nodes';

const node = (name: string, pressure: 'True' | 'False'): never =>
  ({ metadata: { name }, status: { conditions: [{ type: 'DiskPressure', status: pressure }] } }) as never;

it('names full disks where there is no other node', () => {
  expect(checkNodes([node('a', 'False'), node('b', 'True')])).toEqual([]);
  expect(checkNodes([])).toEqual([]);
  expect(checkNodes([node('a', 'True')])[0]?.message).toBe('The disk of the node a is full, so no pod can start.');
});
