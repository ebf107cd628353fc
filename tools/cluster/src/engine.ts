import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Run } from '@todo-app/executors';
import { formatEngineConf, formatStorageConf, resolveEngineSettings, separateSettings } from './engine-conf';
import { type Machine, findProgram } from './machine';
import { type Paths, engineFolder, storeFolder } from './paths';

/** A container engine: which program, and what to add to the environment of each call. */
export interface Engine {
  program: 'podman' | 'docker';
  version: string;
  env: Readonly<Record<string, string>>;
}

/** Docker if its daemon answers and it can build with buildx, else podman if it is there. */
export async function findBuildEngine(
  run: Run,
  paths: Paths,
  machine: Machine,
  signal: AbortSignal,
): Promise<Engine | undefined> {
  return (await findDocker(run, signal)) ?? (await findPodman(run, paths, machine, signal));
}

async function findDocker(run: Run, signal: AbortSignal): Promise<Engine | undefined> {
  if (!findProgram('docker')) return undefined;
  const [server, buildx] = await Promise.all([
    run(['docker', 'version', '--format', '{{.Server.Version}}'], { signal, timeoutSeconds: 3 }),
    run(['docker', 'buildx', 'version'], { signal, timeoutSeconds: 3 }),
  ]);
  if (server.exitCode !== 0 || buildx.exitCode !== 0) return undefined;
  return { program: 'docker', version: server.stdout.trim(), env: {} };
}

async function findPodman(run: Run, paths: Paths, machine: Machine, signal: AbortSignal): Promise<Engine | undefined> {
  if (!findProgram('podman')) return undefined;
  const { stdout } = await run(['podman', '--version'], { signal });
  const version = /\d+(\.\d+)+/.exec(stdout)?.[0] ?? 'unknown';
  const text = formatEngineConf(resolveEngineSettings(machine, findProgram('runc')));
  if (!text) return { program: 'podman', version, env: {} };
  return { program: 'podman', version, env: { CONTAINERS_CONF: writeConf(paths, 'build.conf', text) } };
}

/** The engine that carries our nodes: podman with a store, networks and runtime state of its own. */
export function separatePodman(engine: Engine, paths: Paths, machine: Machine): Engine {
  const networks = join(engineFolder(paths), 'networks');
  mkdirSync(networks, { recursive: true });
  const settings = separateSettings(resolveEngineSettings(machine, findProgram('runc')), {
    runtime: join(paths.runtime, 'libpod'),
    networks,
  });
  const storage = formatStorageConf({ graph: storeFolder(paths), run: join(paths.runtime, 'store') });
  return {
    ...engine,
    env: {
      CONTAINERS_CONF: writeConf(paths, 'nodes.conf', formatEngineConf(settings)),
      CONTAINERS_STORAGE_CONF: writeConf(paths, 'storage.conf', storage),
    },
  };
}

function writeConf(paths: Paths, name: string, text: string): string {
  const file = join(engineFolder(paths), name);
  mkdirSync(engineFolder(paths), { recursive: true });
  writeFileSync(file, text);
  return file;
}

/** podman isolates builds by chroot, which works where it may not raise limits; docker has no such choice. */
export const buildFlags = ({ program }: Engine): string[] =>
  program === 'podman' ? ['--quiet', '--isolation=chroot', '--pull=never'] : ['--quiet'];

/** Several images into one archive: docker does so by itself. */
export const saveFlags = ({ program }: Engine): string[] =>
  program === 'podman' ? ['--quiet', '--multi-image-archive'] : [];
