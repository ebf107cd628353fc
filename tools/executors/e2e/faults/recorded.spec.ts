import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/executors/helm-deploy/diagnose';
import type { DiagnosisContext, Finding } from '../../src/executors/helm-deploy/finding';
import { formatTrouble } from '../../src/executors/helm-deploy/report';
import { chooseLast } from '../../src/executors/helm-deploy/roll-out';
import { parseJobs, parseRollout } from '../../src/executors/helm-deploy/rollout';
import type { Snapshot } from '../../src/executors/helm-deploy/snapshot';
import { faults } from './faults';
import { recordedFolder } from './record';
import { registryFaults } from './registry-faults';

const context: DiagnosisContext = { allowedRestarts: () => 1, isLocalOnly: () => false, canGrow: false };
const all = [...faults, ...registryFaults];
const known = all.filter(({ code }) => code !== 'unknown');
const unknown = all.filter(({ code }) => code === 'unknown');

function diagnoseRecorded(name: string): Finding[] {
  const snapshot = JSON.parse(readFileSync(join(recordedFolder, `${name}.json`), 'utf8')) as Snapshot;
  return diagnose([...parseRollout(snapshot), ...parseJobs(snapshot, new Map())], snapshot, context);
}

describe('by what a real cluster showed', () => {
  it.each(known)('$name is named', ({ name, code, cause }) => {
    const finding = chooseLast(diagnoseRecorded(name), true);
    expect(finding).toMatchObject({ code });
    expect(finding && formatTrouble(finding)).toMatch(cause);
  });

  it.each(known)('$name is given up within 15 s', ({ name }) => {
    expect(chooseLast(diagnoseRecorded(name), true)?.patienceSeconds).toBeLessThanOrEqual(15);
  });

  it.each(unknown)('$name is not taken for something else', ({ name }) => {
    expect(diagnoseRecorded(name)).toEqual([]);
  });
});

it('no fault goes without its snapshot', () => {
  const missing = all.filter(({ name }) => !existsSync(join(recordedFolder, `${name}.json`)));
  expect(missing.map(({ name }) => name)).toEqual([]);
});
