import { formatFailure } from '@todo-app/executors';
import { install } from './apt';
import type { Context } from './context';
import type { Engine } from './engine';
import { askGo, isAtLeast, readNeededGo } from './go-version';
import { chooseNodeImage, describeNoWay } from './ladder';
import { findProgram } from './machine';
import { hasImage, makeNodeImage, nodeImageName } from './node-image';
import type { Probe } from './probe';
import { listPackages, registryAddress } from './setup';
import { officialNodeImage } from './versions';

/** Where the node image comes from, and whether work is to be done for it. */
export interface ImagePlan {
  source: 'official' | 'compiled';
  image: string;
  present: boolean;
}

/** Decides where the node image comes from; throws the letter with the ways out if from nowhere. */
export async function planNodeImage(engine: Engine, probe: Probe, context: Context): Promise<ImagePlan> {
  const { machine } = context;
  const made = nodeImageName(context);
  const [compiled, official] = await Promise.all([
    hasImage(context, engine, made),
    hasImage(context, engine, officialNodeImage),
  ]);
  const installable = machine.root && machine.debian;
  const needed = readNeededGo(context);
  const go = await askGo(context);
  const facts = {
    present: { compiled, official },
    registry: !compiled && !official && (await probe(registryAddress)),
    go: go !== undefined && isAtLeast(go, needed) ? go : undefined,
    debianRoots: findProgram('mmdebstrap') !== undefined || installable,
  };
  const source = chooseNodeImage(facts);
  if (source === 'official') return { source, image: officialNodeImage, present: official };
  if (source === 'compiled') return { source, image: made, present: compiled };
  throw describeNoWay('Make the node image', [
    `no image registry: ${registryAddress} does not answer, so kind's own node image cannot be fetched`,
    ...(facts.go ? [] : [`to make one here, Go ${needed} or newer: ${go ? `found is ${go}` : 'go is not on PATH'}`]),
    ...(facts.debianRoots
      ? []
      : ['to make one here, mmdebstrap: it is not on PATH, and installing it takes root on Debian or Ubuntu']),
  ]);
}

/** Brings the image of a plan to the engine. A registry that answers but does not deliver is passed over. */
export async function ensureNodeImage(plan: ImagePlan, engine: Engine, context: Context): Promise<ImagePlan> {
  if (plan.present) return plan;
  const { run, progress, signal } = context;
  if (plan.source === 'official') {
    progress.say(`Fetching kind's node image ${plan.image.split('@')[0]}`);
    const pulled = await run([engine.program, 'pull', plan.image], {
      env: engine.env,
      signal,
      onLine: (line) => {
        progress.update(line);
      },
    });
    if (pulled.exitCode === 0 || signal.aborted) return { ...plan, present: true };
    progress.say(`It could not be fetched, so one is made here. ${formatFailure(pulled, 2)}`);
  }
  const missing = findProgram('mmdebstrap') === undefined;
  if (missing) await install(listPackages(context.machine, { podman: false, runc: false, mmdebstrap: true }), context);
  return { source: 'compiled', image: await makeNodeImage(context, engine), present: true };
}
