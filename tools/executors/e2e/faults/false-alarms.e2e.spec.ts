import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cluster, type ImageFile, readClusterFile } from '../../src/index';
import { isShort, shareRuns, whyShort } from '../amount';
import { type Lane, openLane } from './lane';
import { crashingTwice, lateDatabase, lateSeconds } from './late';

const cluster: Cluster = readClusterFile(join(__dirname, '../../../..'));
const minute = 60_000;
let builder: Lane;
let image: ImageFile;

beforeAll(async () => {
  if (isShort) return;
  builder = openLane(cluster, 'patience-e2e');
  image = await builder.workspace.build('patience');
});
afterAll(() => builder?.remove());

/** Runs in a namespace of its own. */
async function inLane(use: (lane: Lane) => Promise<void>): Promise<void> {
  const lane = openLane(cluster, 'patience-e2e');
  lane.workspace.pretend(image);
  await use(lane).finally(() => lane.remove());
}

/** Deploys and expects that nothing is called a fault. */
async function expectPatience({ workspace }: Lane, values: object): Promise<void> {
  const { stdout, exitCode } = await workspace.deploy(values);
  expect(exitCode, stdout).toBe(0);
}

describe.concurrent(`no false alarm${whyShort}`, () => {
  it.skipIf(isShort).each(shareRuns(0))(
    `is given for a database that starts ${lateSeconds} s late, run %i`,
    () => inLane((lane) => expectPatience(lane, lateDatabase)),
    10 * minute,
  );

  it.skipIf(isShort).each(shareRuns(1))(
    'is given for a pod that crashes twice and then lives, at first and as it did before, run %i',
    () =>
      inLane(async (lane) => {
        await expectPatience(lane, crashingTwice('one'));
        await expectPatience(lane, crashingTwice('two'));
      }),
    10 * minute,
  );
});
