import { join } from 'node:path';
import { runOrThrow } from '@todo-app/executors';
import { ensureEntry, hashInputs } from './cache';
import type { Context } from './context';
import { rootsFolder } from './paths';
import { formatDuration } from './progress';

// trixie's systemd no longer boots where cgroups are version 1
const suite = 'bookworm';

/** The root file systems that are made from Debian packages: the node's own, and the one below kube-proxy. */
export const debianRoots = {
  node: [
    ...[
      'systemd',
      'systemd-sysv',
      'dbus',
      'util-linux',
      'mount',
      'kmod',
      'bash',
      'procps',
      'jq',
      'curl',
      'ca-certificates',
    ],
    ...[
      'iproute2',
      'ethtool',
      'conntrack',
      'iptables',
      'nftables',
      'containernetworking-plugins',
      'runc',
      'libseccomp2',
    ],
  ],
  tables: ['iptables', 'nftables', 'kmod', 'conntrack'],
} as const;

export type RootName = keyof typeof debianRoots;

const unread = ['doc', 'man', 'info', 'locale', 'lintian'].map(
  (folder) => `--dpkgopt=path-exclude=/usr/share/${folder}/*`,
);

/** The words that the content of a root depends on. */
export const rootInputs = (name: RootName): string[] => [suite, ...unread, ...debianRoots[name]];

/** Makes sure that the per-user cache has a root as an archive, and returns its path. */
export async function ensureDebianRoot(name: RootName, { run, paths, progress, signal }: Context): Promise<string> {
  const archive = join(rootsFolder(paths), `${name}-${hashInputs([], rootInputs(name))}.tar`);
  const onWait = (pid: number): void => {
    progress.say(`Waiting for process ${pid}, which makes the same Debian root.`);
  };
  const make = async (partial: string): Promise<void> => {
    const started = Date.now();
    const include = `--include=${debianRoots[name].join(',')}`;
    await runOrThrow(run, ['mmdebstrap', '--format=tar', '--variant=minbase', ...unread, include, suite, partial], {
      signal,
      onLine: (line) => {
        if (line.startsWith('I: ')) progress.update(`Making the Debian root "${name}": ${line.slice(3)}`);
      },
    });
    progress.say(`Made the Debian root "${name}" in ${formatDuration(Date.now() - started)}.`);
  };
  await ensureEntry(archive, make, { signal, onWait });
  return archive;
}
