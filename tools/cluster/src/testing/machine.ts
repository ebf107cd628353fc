import type { Machine } from '../machine';

/** A plain Debian machine of root's, with everything that one may wish for; tests take away. */
export const plainMachine: Machine = {
  platform: 'linux',
  architecture: 'amd64',
  root: true,
  debian: true,
  cgroups: 'v2',
  systemd: true,
  mayRaiseLimits: true,
  mayMount: true,
  openFiles: 1_048_576,
  memoryBytes: 8e9,
};
