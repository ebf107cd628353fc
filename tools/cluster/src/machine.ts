import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { arch, totalmem } from 'node:os';
import { delimiter, join } from 'node:path';

/** What this machine is, as far as the cluster cares. Read once; every decision below is a function of it. */
export interface Machine {
  platform: NodeJS.Platform;
  /** As Go and images name it: amd64, arm64. */
  architecture: string;
  root: boolean;
  /** Whether `apt-get` of Debian or Ubuntu is what installs programs here. */
  debian: boolean;
  cgroups: 'v1' | 'v2';
  systemd: boolean;
  /** CAP_SYS_RESOURCE: without it limits cannot be raised. */
  mayRaiseLimits: boolean;
  /** CAP_SYS_ADMIN: without it root cannot mount, so cannot carry a node. */
  mayMount: boolean;
  /** The hard limit of open files of this process. */
  openFiles: number;
  memoryBytes: number;
}

const capSysAdmin = 21n;
const capSysResource = 24n;

/** Reads the facts from /proc, /sys and /etc; on other systems than Linux only the first few mean something. */
export function readMachine(): Machine {
  const status = readText('/proc/self/status');
  const bounding = BigInt(`0x${/^CapBnd:\s*(\w+)/m.exec(status)?.[1] ?? 'ffffffffffffffff'}`);
  const has = (bit: bigint): boolean => ((bounding >> bit) & 1n) === 1n;
  return {
    platform: process.platform,
    architecture: arch() === 'x64' ? 'amd64' : arch(),
    root: process.getuid?.() === 0,
    debian: /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readText('/etc/os-release')) && existsSync('/usr/bin/apt-get'),
    cgroups: existsSync('/sys/fs/cgroup/cgroup.controllers') ? 'v2' : 'v1',
    systemd: existsSync('/run/systemd/system'),
    mayRaiseLimits: has(capSysResource),
    mayMount: has(capSysAdmin),
    openFiles: Number(/^Max open files\s+\d+\s+(\d+)/m.exec(readText('/proc/self/limits'))?.[1] ?? 1_048_576),
    memoryBytes: totalmem(),
  };
}

/** The absolute path of a program, or undefined if PATH has none. */
export function findProgram(name: string, path = process.env['PATH'] ?? ''): string | undefined {
  return path
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
