import { describe, expect, it } from 'vitest';
import { decideHealing, type HealingFacts } from './heal';

const record = { revision: 2, labels: {}, deployedAt: 0, config: {}, manifest: '' };
const deployed = { revision: 1, status: 'deployed' };
const facts = (status: string, change: Partial<HealingFacts> = {}): HealingFacts => ({
  history: [deployed, { revision: 2, status }],
  record,
  tookOver: true,
  timeoutSeconds: 300,
  now: 10_000,
  ...change,
});

describe('decideHealing', () => {
  it.each(['deployed', 'failed', 'superseded'])('leaves %s alone', (status) => {
    expect(decideHealing(facts(status))).toEqual({ kind: 'none' });
  });

  it.each(['pending-upgrade', 'pending-rollback'])('rolls back from %s', (status) => {
    expect(decideHealing(facts(status))).toMatchObject({ kind: 'rollback', revision: 1 });
  });

  it('removes a first install that never ended', () => {
    const history = [{ revision: 1, status: 'pending-install' }];
    expect(decideHealing(facts('', { history }))).toMatchObject({ kind: 'uninstall' });
  });

  it('ends a removal that never ended', () => {
    expect(decideHealing(facts('uninstalling'))).toMatchObject({ kind: 'uninstall' });
  });

  it('leaves a Helm that a person may have started alone until it must be dead', () => {
    expect(decideHealing(facts('pending-upgrade', { tookOver: false }))).toMatchObject({ kind: 'refuse', age: 10_000 });
    expect(decideHealing(facts('pending-upgrade', { tookOver: false, now: 300_000 }))).toMatchObject({
      kind: 'rollback',
    });
  });

  it('is not misled by a clock that is behind', () => {
    expect(decideHealing(facts('pending-upgrade', { tookOver: false, now: -300_000 }))).toMatchObject({
      kind: 'refuse',
      age: 0,
    });
  });
});
