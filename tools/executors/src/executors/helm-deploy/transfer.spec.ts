import { describe, expect, it } from 'vitest';
import type { Cluster } from './cluster-file';
import { explainWhole, formatTransfer } from './transfer';

describe('explainWhole', () => {
  const explain = (load: Cluster['load'], program: 'podman' | 'docker'): string | undefined =>
    explainWhole({ load } as Cluster, { program, env: {} });

  it.each([
    ['kind', 'podman', undefined],
    ['kind', 'docker', 'docker saves whole images only'],
    ['minikube', 'podman', 'minikube takes whole images only'],
  ] as const)('%s from %s: %s', (load, program, reason) => {
    expect(explain(load, program)).toBe(reason);
  });
});

describe('formatTransfer', () => {
  it('says how much of the image went', () => {
    expect(formatTransfer({ sentBytes: 1.3e6, totalBytes: 135e6 })).toBe('1.3 MB of 135.0 MB');
  });

  it('says of a whole image why', () => {
    expect(formatTransfer({ sentBytes: 135e6, totalBytes: 135e6, whole: 'the moon is full' })).toBe(
      '135.0 MB, the whole image: the moon is full',
    );
  });
});
