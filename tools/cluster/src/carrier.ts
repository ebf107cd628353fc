import type { Context } from './context';
import { type Carrier, findEngines, readDocker, readPodman, separatePodman } from './engine';
import { chooseCarrier, describeNoWay } from './ladder';
import type { Probe } from './probe';
import { describeMissingEngine, ensurePrograms } from './setup';

/** Makes sure of the engine that carries the nodes; `known` is the one that carries a cluster already. */
export async function ensureCarrier(known: string | undefined, probe: Probe, context: Context): Promise<Carrier> {
  const { run, paths, machine, signal } = context;
  const engines = isEngine(known) ? { docker: false, podman: false } : await findEngines(run, signal);
  const choice = isEngine(known) ? known : chooseCarrier(machine, engines);
  if (!choice) throw describeNoWay('Start the cluster', describeMissingEngine(machine, engines));
  if (choice !== 'docker') await ensurePrograms(choice, probe, context);
  if (choice === 'docker') return { ...(await readDocker(run, signal)), runtime: '' };
  return separatePodman(await readPodman(run, paths, machine, signal), paths, machine);
}

const isEngine = (name: string | undefined): name is 'docker' | 'podman' => name === 'docker' || name === 'podman';
