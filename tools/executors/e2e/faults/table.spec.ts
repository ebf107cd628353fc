import { expect, it } from 'vitest';
import { formatTable } from './table';

it('tells what was named beforehand first, then the quickest, and what Helm ended last', () => {
  const rows = [
    { name: 'unforeseen', cause: 'Deploy "doll" failed: cause unknown.', seconds: 'Helm' as const },
    { name: 'slow', cause: 'Deploy "doll" failed: backend: b', seconds: 10.04 },
    { name: 'early', cause: 'Deploy "doll": nothing was changed.\nCorrect it.', seconds: 'first' as const },
    { name: 'quick', cause: 'Deploy "doll" failed: backend: a', seconds: 2 },
  ];
  expect(formatTable(rows).split('\n')).toEqual([
    '  fault       after  cause named',
    '  early       first  nothing was changed.',
    '  quick         2.0  backend: a',
    '  slow         10.0  backend: b',
    '  unforeseen   Helm  cause unknown.',
    "  4 faults, median 6.0 s, slowest 10.0 s from the pod's creation",
  ]);
});
