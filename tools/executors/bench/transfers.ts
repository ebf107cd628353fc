import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Engine,
  findEngine,
  type ImageToLoad,
  loadImage,
  readClusterFile,
  readImageFile,
  type Run,
  runOrThrow,
} from '../src';
import { withScratch } from '../src/executors/helm-deploy/scratch';
import { formatTransfer } from '../src/executors/helm-deploy/transfer';
import { inspectImage } from '../src/lib/engine';
import { prepareRawCommands } from './raw-commands';
import type { Measurement } from './report';
import type { Stopwatch } from './stopwatch';
import type { Workbench } from './workbench';

/** How long both sides took, and what ours moved in the last run. */
interface Comparison {
  ours: number[];
  raw: number[];
  moved: string;
}

/**
 * What it costs to bring an image into a node that has most of its layers. Both sides bring the same image, and the
 * node forgets it in between.
 */
export async function measureTransfers(bench: Workbench, { time, rounds }: Stopwatch): Promise<Measurement[]> {
  const { run, root, litter } = bench;
  const engine = await findEngine(run, root, 'auto');
  const cluster = readClusterFile(root);
  const raw = await prepareRawCommands(bench);
  const changed: Comparison = { ours: [], raw: [], moved: '' };
  const known: Comparison = { ours: [], raw: [], moved: '' };
  const compare = async (what: string, comparison: Comparison, image: ImageToLoad): Promise<void> => {
    const name = `docker.io/${image.reference}`;
    litter.add(name);
    const load = async (): Promise<void> => {
      comparison.moved = formatTransfer(await withScratch((scratch) => loadImage(run, cluster, image, scratch)));
    };
    comparison.ours.push(await time(`${what}, ours`, load));
    await raw.forget(name, image.imageId);
    await runOrThrow(run, [engine.program, 'tag', image.imageId, name], { env: engine.env });
    comparison.raw.push(await time(`${what}, raw`, () => raw.load(name)));
  };
  await rounds('transfers', async () => {
    bench.changeFrontend();
    await bench.nx('container', 'frontend');
    const { imageId, sizeBytes, tag } = readImageFile(root, 'apps/frontend', 'frontend');
    litter.add(imageId);
    const image = { engine, imageId, sizeBytes, reference: `todo-app/frontend:${tag}` };
    await compare('load of a changed line', changed, image);
    await compare('load of known layers', known, await relabel(run, engine, image));
  });
  return [
    format('one changed line of the frontend into the node', changed),
    format('a new image of known layers into the node', known),
  ];
}

/** An image that differs in its config alone. */
async function relabel(run: Run, engine: Engine, image: ImageToLoad): Promise<ImageToLoad> {
  const reference = `${image.reference}-relabelled`;
  const name = `docker.io/${reference}`;
  await withScratch(async (scratch) => {
    writeFileSync(join(scratch, 'Dockerfile'), `FROM ${image.imageId}\nLABEL bench=${image.imageId}\n`);
    const argv = [engine.program, 'build', '--pull=never', '--tag', name, scratch];
    await runOrThrow(run, argv, { env: engine.env });
  });
  return { ...image, ...(await inspectImage(run, engine, name)), reference };
}

function format(what: string, { ours, raw, moved }: Comparison): Measurement {
  return { what: `${what} (${moved})`, ours, raw: { commands: 'podman save, ctr import', seconds: raw } };
}
