import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cluster, readClusterFile } from '../../src/index';
import { isShort } from '../amount';
import { faults } from './faults';
import { createPool, type Lane, openLanes } from './lane';
import { median, tellSeconds } from './measure';
import { isRecording, writeRecorded } from './record';
import { runFault } from './run-fault';
import { formatTable, listFigures, type Row } from './table';

const chosen = faults.filter(({ isQuick }) => isQuick || !isShort);
const whyShort = isShort ? ` (${faults.length - chosen.length} more with npm run faults)` : '';
const medianSeconds = 8;
const minute = 60_000;

const rows: Row[] = [];
let lanes: Lane[] = [];
let inLane: ReturnType<typeof createPool<Lane>>;

beforeAll(async () => {
  const cluster: Cluster = readClusterFile(join(__dirname, '../../../..'));
  lanes = await openLanes(cluster, 'faults-e2e', 2);
  inLane = createPool(lanes);
});
afterAll(async () => {
  await Promise.all(lanes.map((lane) => lane.remove()));
  if (rows.length > 0) process.stdout.write(`${formatTable(rows)}\n`);
});

describe.concurrent(`a fault is named, and the old pods serve on${whyShort}`, () => {
  it.each(chosen)(
    '$name',
    (fault) =>
      inLane(async (lane) => {
        const before = await lane.view.readyPods();
        const { end, exitCode, evidence } = await runFault(lane, fault);
        if (evidence && isRecording) writeRecorded(fault.name, evidence.snapshot);
        rows.push({ name: fault.name, cause: end.cause, seconds: tellSeconds(fault, evidence) });
        expect(end.cause).toMatch(fault.cause);
        expect(end.cause).toContain(fault.log ?? '');
        expect(await lane.view.readyPods()).toEqual(before);
        expect(exitCode).toBe(1);
        if (fault.isForeseen) {
          expect(end.status).toBe('refused');
          return;
        }
        expect(end).toMatchObject({ status: 'failed', code: fault.code });
        expect(end.now).toMatch(/^Rolled back to revision \d+: (store 1\/1, )?backend 1\/1 ready\.$/);
        expect(evidence?.report).toContain(`# ${end.cause}`);
        expect((await lane.view.history()).slice(-2)).toEqual(['failed', 'deployed']);
      }),
    20 * minute,
  );
});

it(`the median is at most ${medianSeconds} s from the pod's creation`, () => {
  expect(rows).toHaveLength(chosen.length);
  expect(median(listFigures(rows))).toBeLessThanOrEqual(medianSeconds);
});
