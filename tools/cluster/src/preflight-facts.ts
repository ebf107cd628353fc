import { existsSync, readFileSync, statSync, statfsSync } from 'node:fs';
import { freemem } from 'node:os';
import { dirname } from 'node:path';
import { runOrThrow } from '@todo-app/executors';
import type { Context } from './context';
import type { Paths } from './paths';
import { findPortHolder } from './port';
import type { DiskNeed, PreflightFacts } from './preflight';

/** What the start will do, as far as it takes room. */
export interface Intent {
  port: number;
  /** The node image is made here, with the compiler; else it is there or fetched. */
  compile: boolean;
  /** A new cluster is made; else one with its data is started. */
  create: boolean;
}

const sizes = { goCache: 4.5e9, parts: 2.7e9, nodeImage: 2e9, cluster: 2e9, running: 0.3e9 };
const memory = { cluster: 1.5e9, compile: 3e9 };

/** Looks at the machine, and changes nothing. */
export async function readPreflightFacts(intent: Intent, context: Context): Promise<PreflightFacts> {
  const { machine, paths, run, signal } = context;
  const disks: DiskNeed[] = [];
  const need = (what: string, variable: DiskNeed['variable'], folder: string, needBytes: number): void => {
    disks.push({ what, variable, folder, needBytes, ...measureDisk(folder) });
  };
  need('the cluster', 'XDG_DATA_HOME', paths.data, intent.create ? sizes.cluster : sizes.running);
  if (intent.compile) {
    need('the node image', 'XDG_DATA_HOME', paths.data, sizes.nodeImage);
    need('its parts', 'XDG_CACHE_HOME', paths.cache, sizes.parts);
    const { stdout } = await runOrThrow(run, ['go', 'env', 'GOCACHE'], { signal });
    need("Go's build cache", 'GOCACHE', stdout.trim(), sizes.goCache);
  }
  return {
    machine,
    port: { number: intent.port, holder: await findPortHolder(intent.port) },
    disks,
    availableMemoryBytes: readAvailableMemory(),
    needMemoryBytes: intent.compile ? memory.compile : memory.cluster,
    missingControllers: machine.platform === 'linux' ? findMissingControllers(machine.cgroups) : [],
  };
}

/** The disks of our two folders, with what is free there. */
export const readOwnDisks = ({ data, cache }: Paths): Pick<DiskNeed, 'folder' | 'variable' | 'freeBytes'>[] => [
  { folder: data, variable: 'XDG_DATA_HOME', freeBytes: measureDisk(data).freeBytes },
  { folder: cache, variable: 'XDG_CACHE_HOME', freeBytes: measureDisk(cache).freeBytes },
];

function measureDisk(folder: string): Pick<DiskNeed, 'device' | 'freeBytes'> {
  const there = nearestFolder(folder);
  const { bavail, bsize } = statfsSync(there);
  return { device: statSync(there).dev, freeBytes: bavail * bsize };
}

/** The folder itself, or the nearest one above it that is there already. */
function nearestFolder(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearestFolder(dirname(folder));
}

function readAvailableMemory(): number {
  try {
    const kilobytes = /^MemAvailable:\s+(\d+)/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1];
    return kilobytes === undefined ? freemem() : Number(kilobytes) * 1024;
  } catch {
    // a system without /proc runs containers in a virtual machine, with memory of its own
    return Number.POSITIVE_INFINITY;
  }
}

function findMissingControllers(cgroups: 'v1' | 'v2'): string[] {
  const needed = ['cpu', 'memory', 'pids'];
  if (cgroups === 'v1') return needed.filter((name) => !existsSync(`/sys/fs/cgroup/${name}`));
  const present = readFileSync('/sys/fs/cgroup/cgroup.controllers', 'utf8').trim().split(' ');
  return needed.filter((name) => !present.includes(name));
}
