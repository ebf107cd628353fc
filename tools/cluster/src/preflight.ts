import { UserError } from '@todo-app/executors';
import type { Machine } from './machine';

/** A folder that will grow, and by how much. */
export interface DiskNeed {
  what: string;
  /** What moves the folder to another disk. */
  variable: 'XDG_DATA_HOME' | 'XDG_CACHE_HOME' | 'GOCACHE';
  folder: string;
  /** Which disk the folder lies on; needs on one disk add up. */
  device: number;
  needBytes: number;
  freeBytes: number;
}

/** What is known before anything starts. */
export interface PreflightFacts {
  machine: Machine;
  /** Who has the port, if anybody: the text names the process where the system tells. */
  port: { number: number; holder: string | undefined };
  disks: readonly DiskNeed[];
  availableMemoryBytes: number;
  needMemoryBytes: number;
  /** Controllers of cgroups that the kubelet needs and the machine lacks. */
  missingControllers: readonly string[];
}

/** One thing that is in the way, and what helps. */
export interface Obstacle {
  seen: string;
  cure: string;
}

/** Everything that would make the start fail, found by looking only. */
export function findObstacles(facts: PreflightFacts): Obstacle[] {
  const { machine, port, disks, availableMemoryBytes, needMemoryBytes, missingControllers } = facts;
  const found: Obstacle[] = [];
  if (port.holder !== undefined)
    found.push({
      seen: `port ${port.number} of 127.0.0.1 is taken by ${port.holder}`,
      cure: `free it, or choose another for the application: npx nx up cluster --port=${port.number + 1}`,
    });
  if (machine.root && !machine.mayMount)
    found.push({
      seen: 'the capability CAP_SYS_ADMIN is missing, so nothing can be mounted',
      cure: 'run on the machine itself or in a privileged container',
    });
  if (missingControllers.length > 0)
    found.push({
      seen: `the cgroup controllers ${missingControllers.join(', ')} are missing`,
      cure: 'enable them on the kernel command line, for example cgroup_enable=memory',
    });
  if (availableMemoryBytes < needMemoryBytes)
    found.push({
      seen: `${formatSize(availableMemoryBytes)} of memory are free, ${formatSize(needMemoryBytes)} are needed`,
      cure: 'end other programs, or give the machine more memory',
    });
  for (const disk of sumByDevice(disks))
    if (disk.freeBytes < disk.needBytes)
      found.push({
        seen: `${formatSize(disk.freeBytes)} are free at ${disk.folder}, ${formatSize(disk.needBytes)} are needed for ${disk.what}`,
        cure: `free space there, or set ${disk.variable} to a folder on a larger disk`,
      });
  return found;
}

function sumByDevice(disks: readonly DiskNeed[]): DiskNeed[] {
  const sums = new Map<number, DiskNeed>();
  for (const disk of disks) {
    const sum = sums.get(disk.device);
    const what = sum ? `${sum.what}, ${disk.what}` : disk.what;
    sums.set(disk.device, { ...(sum ?? disk), what, needBytes: (sum?.needBytes ?? 0) + disk.needBytes });
  }
  return [...sums.values()];
}

/** The letter for all obstacles at once. */
export function describeObstacles(doing: string, obstacles: readonly Obstacle[]): UserError {
  const list = (texts: readonly string[]): string => texts.map((text) => `  - ${text}`).join('\n');
  const count = obstacles.length === 1 ? 'one thing is' : `${obstacles.length} things are`;
  return new UserError(
    `${doing}: ${count} in the way, and nothing was started.\n${list(obstacles.map(({ seen }) => seen))}`,
    `What helps:\n${list(obstacles.map(({ cure }) => cure))}`,
  );
}

const gigabyte = 1e9;

/** Sizes as people say them: `1.5 GB`, `300 MB`. */
export function formatSize(bytes: number): string {
  return bytes >= gigabyte ? `${(bytes / gigabyte).toFixed(1)} GB` : `${Math.round(bytes / 1e6)} MB`;
}

/**
 * The letter for a disk that is too full for so much as a lock or a setting; any other failure as it is.
 * @param disks where we write, asked only if it is the disk
 */
export function explainFullDisk(
  error: unknown,
  disks: () => readonly Pick<DiskNeed, 'folder' | 'variable' | 'freeBytes'>[],
): unknown {
  if (!(error instanceof Error) || (error as NodeJS.ErrnoException).code !== 'ENOSPC') return error;
  const fullest = [...disks()].sort((one, other) => one.freeBytes - other.freeBytes)[0];
  if (!fullest) return error;
  const { folder, variable, freeBytes } = fullest;
  return new UserError(
    `Write below ${folder}: the disk is full, ${formatSize(freeBytes)} are free. A cluster needs 2 GB; to make its node image here, 11 GB in all.`,
    `Free space there, or set ${variable} to a folder on a larger disk.`,
    { cause: error },
  );
}
