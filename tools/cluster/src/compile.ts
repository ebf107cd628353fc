import { existsSync } from 'node:fs';
import { chmod, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runOrThrow } from '@todo-app/executors';
import { hashInputs } from './cache';
import type { Context } from './context';
import { withLock } from './lock';
import { programsFolder } from './paths';
import { formatDuration } from './progress';
import { versions } from './versions';

/** One program that can be compiled: its package, and the module below `go/` that pins it. */
interface Source {
  package: string;
  module: '.' | 'provisioner';
}

const sources = {
  kube: { package: './cmd/kube', module: '.' },
  coredns: { package: './cmd/coredns', module: '.' },
  pause: { package: './cmd/pause', module: '.' },
  volume: { package: './cmd/volume', module: '.' },
  containerd: { package: 'github.com/containerd/containerd/v2/cmd/containerd', module: '.' },
  'containerd-shim-runc-v2': {
    package: 'github.com/containerd/containerd/v2/cmd/containerd-shim-runc-v2',
    module: '.',
  },
  ctr: { package: 'github.com/containerd/containerd/v2/cmd/ctr', module: '.' },
  helm: { package: 'helm.sh/helm/v4/cmd/helm', module: '.' },
  kind: { package: 'sigs.k8s.io/kind', module: '.' },
  'local-path-provisioner': { package: 'github.com/rancher/local-path-provisioner', module: 'provisioner' },
} as const satisfies Record<string, Source>;

export type ProgramName = keyof typeof sources;
export const programNames = Object.keys(sources) as ProgramName[];

const [major, minor] = versions.kubernetes.slice(1).split('.') as [string, string];
const stamps = [
  `k8s.io/component-base/version.gitVersion=${versions.kubernetes}`,
  `k8s.io/component-base/version.gitMajor=${major}`,
  `k8s.io/component-base/version.gitMinor=${minor}`,
  `helm.sh/helm/v4/internal/version.version=${versions.helm}`,
];
const buildFlags = [
  '-trimpath',
  '-buildvcs=false',
  '-tags=osusergo,netgo,providerless,no_btrfs,no_zfs,no_devmapper',
  `-ldflags=-s -w ${stamps.map((stamp) => `-X ${stamp}`).join(' ')}`,
];

/** The folder for the compiled programs: one for each content of the Go modules, flags and architecture. */
export function compiledFolder({ paths, project, machine }: Pick<Context, 'paths' | 'project' | 'machine'>): string {
  return join(programsFolder(paths), hashInputs([join(project, 'go')], [...buildFlags, machine.architecture]));
}

/** Whether the per-user cache has a program for the present content of `go/`. */
export function isCompiled(name: ProgramName, context: Pick<Context, 'paths' | 'project' | 'machine'>): boolean {
  return existsSync(join(compiledFolder(context), name));
}

/** Compiles those of the named programs that the per-user cache lacks. Each appears whole or not at all. */
export async function ensureCompiled(names: readonly ProgramName[], context: Context): Promise<string> {
  const { progress, signal } = context;
  const folder = compiledFolder(context);
  if (names.every((name) => existsSync(join(folder, name)))) return folder;
  const onWait = (pid: number): void => {
    progress.say(`Waiting for process ${pid}, which compiles the same programs.`);
  };
  await mkdir(folder, { recursive: true });
  await withLock(`${folder}.lock`, { signal, onWait }, async () => {
    const missing = names.filter((name) => !existsSync(join(folder, name)));
    const partial = join(folder, '.partial');
    await rm(partial, { recursive: true, force: true });
    await mkdir(partial);
    for (const module of ['.', 'provisioner'] as const) {
      const wanted = missing.filter((name) => sources[name].module === module);
      if (wanted.length > 0) await buildModule(module, wanted, partial, context);
    }
    for (const name of missing) {
      await chmod(join(partial, name), 0o755);
      await rename(join(partial, name), join(folder, name));
    }
    await rm(partial, { recursive: true, force: true });
  });
  return folder;
}

async function buildModule(
  module: string,
  names: readonly ProgramName[],
  output: string,
  { run, project, progress, signal }: Context,
): Promise<void> {
  const options = {
    cwd: join(project, 'go', module),
    env: { CGO_ENABLED: '0', GOFLAGS: '' },
    signal,
  };
  const packages = names.map((name) => sources[name].package);
  let downloads = 0;
  const listed = await runOrThrow(
    run,
    ['go', 'list', ...buildFlags.filter((flag) => !flag.startsWith('-ldflags')), '-deps', ...packages],
    {
      ...options,
      onLine: (line, stream) => {
        if (stream === 'stderr' && line.startsWith('go: downloading'))
          progress.update(`Downloading Go modules: ${(downloads += 1)} so far`);
      },
    },
  );
  const total = listed.stdout.trim().split('\n').length;
  const started = Date.now();
  let built = 0;
  await runOrThrow(run, ['go', 'build', '-v', ...buildFlags, '-o', `${output}/`, ...packages], {
    ...options,
    onLine: (_, stream) => {
      if (stream === 'stderr') progress.update(formatCompileProgress(names, (built += 1), total, Date.now() - started));
    },
  });
  progress.say(`Compiled ${names.join(', ')} in ${formatDuration(Date.now() - started)}.`);
}

/** How far the compiler is, with the time left extrapolated once a tenth is done. */
export function formatCompileProgress(
  names: readonly ProgramName[],
  built: number,
  total: number,
  elapsed: number,
): string {
  const share = Math.min(built / total, 1);
  const left = share > 0.1 ? `, about ${formatDuration((elapsed / share) * (1 - share))} left` : '';
  const what = names.includes('kube') ? 'Kubernetes' : names.join(', ');
  return `Compiling ${what}: ${Math.floor(share * 100)} % of ${total} packages${left}`;
}
