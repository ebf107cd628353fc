import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Run } from '@todo-app/executors';
import { formatEngineConf, formatStorageConf, resolveEngineSettings, separateSettings } from './engine-conf';
import type { EngineFacts } from './ladder';
import { type Machine, findProgram } from './machine';
import { type Paths, buildFolder, engineFolder, networksFolder, storeFolder } from './paths';

/** A container engine: which program, and what to add to the environment of each call. */
export interface Engine {
  program: 'podman' | 'docker';
  version: string;
  env: Readonly<Record<string, string>>;
}

/** What can be had of engines here: docker counts if its daemon answers and it can build with buildx. */
export async function findEngines(run: Run, signal: AbortSignal): Promise<EngineFacts> {
  const docker = await askDocker(run, signal);
  return {
    docker: docker?.buildx ?? false,
    lacksBuildx: docker?.buildx === false,
    podman: findProgram('podman') !== undefined,
  };
}

async function askDocker(run: Run, signal: AbortSignal): Promise<{ version: string; buildx: boolean } | undefined> {
  if (!findProgram('docker')) return undefined;
  const [server, buildx] = await Promise.all([
    run(['docker', 'version', '--format', '{{.Server.Version}}'], { signal, timeoutSeconds: 3 }),
    run(['docker', 'buildx', 'version'], { signal, timeoutSeconds: 3 }),
  ]);
  return server.exitCode === 0 ? { version: server.stdout.trim(), buildx: buildx.exitCode === 0 } : undefined;
}

/** Docker as it is, found by its version. */
export async function readDocker(run: Run, signal: AbortSignal): Promise<Engine> {
  return { program: 'docker', version: (await askDocker(run, signal))?.version ?? 'unknown', env: {} };
}

/** podman with the settings that this machine calls for, in a file of ours: no file of the system is changed. */
export async function readPodman(run: Run, paths: Paths, machine: Machine, signal: AbortSignal): Promise<Engine> {
  const { stdout } = await run(['podman', '--version'], { signal });
  const version = /\d+(\.\d+)+/.exec(stdout)?.[0] ?? 'unknown';
  const text = formatEngineConf(resolveEngineSettings(machine, findProgram('runc')));
  return {
    program: 'podman',
    version,
    env: text ? { CONTAINERS_CONF: writeConf(buildFolder(paths), 'build.conf', text) } : {},
  };
}

/** The engine that carries our nodes. */
export interface Carrier extends Engine {
  /** podman's folder for what does not outlive a reboot; the exit codes of containers lie in it. */
  runtime: string;
}

/** podman with a store, networks and runtime state of its own, so that no pruning of the user's reaches our nodes. */
export function separatePodman(engine: Engine, paths: Paths, machine: Machine): Carrier {
  const networks = networksFolder(paths);
  mkdirSync(networks, { recursive: true });
  const settings = separateSettings(resolveEngineSettings(machine, findProgram('runc')), {
    runtime: join(paths.runtime, 'libpod'),
    networks,
  });
  const storage = formatStorageConf({ graph: storeFolder(paths), run: join(paths.runtime, 'store') });
  return {
    ...engine,
    runtime: join(paths.runtime, 'libpod'),
    env: {
      CONTAINERS_CONF: writeConf(engineFolder(paths), 'nodes.conf', formatEngineConf(settings)),
      CONTAINERS_STORAGE_CONF: writeConf(engineFolder(paths), 'storage.conf', storage),
    },
  };
}

/** Written in one step, so that a run beside this one never reads half of it. */
function writeConf(folder: string, name: string, text: string): string {
  const file = join(folder, name);
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(`${file}.${process.pid}`, text);
    renameSync(`${file}.${process.pid}`, file);
  } catch (error) {
    rmSync(`${file}.${process.pid}`, { force: true });
    throw error;
  }
  return file;
}

/** podman isolates builds by chroot, which works where it may not raise limits; docker has no such choice. */
export const buildFlags = ({ program }: Engine): string[] =>
  program === 'podman' ? ['--quiet', '--isolation=chroot', '--pull=never', '--layers=false'] : ['--quiet'];

/** Several images into one archive: docker does so by itself. */
export const saveFlags = ({ program }: Engine): string[] =>
  program === 'podman' ? ['--quiet', '--multi-image-archive'] : [];
