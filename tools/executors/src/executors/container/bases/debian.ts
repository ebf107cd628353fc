import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installPackages } from '../../../lib/apt';
import { UserError } from '../../../lib/errors';
import { type Run, runOrThrow } from '../../../lib/run';
import type { Workshop } from './recipe';

/** The time that every file of a base bears, so that equal content gives equal bytes. */
const epoch = '1700000000';

/** Documentation and data that no container reads; licences stay. */
const leftOut = [
  '/usr/share/doc/*',
  '/usr/share/man/*',
  '/usr/share/locale/*',
  '/usr/share/info/*',
  '/usr/share/lintian/*',
  '/usr/share/i18n/*',
  '/usr/lib/*/gconv/*',
];

/** A part of Debian to unpack. */
export interface DebianPart {
  suite: 'bookworm' | 'trixie';
  packages: readonly string[];
  /** More paths to leave out, as patterns of dpkg. */
  without?: readonly string[];
  /** What stays of the paths that `without` names. */
  keeping?: readonly string[];
}

/** What a stage that builds needs beside an interpreter: a shell and the everyday programs. */
export const builderPackages = [
  'dash',
  'coreutils',
  'sed',
  'grep',
  'findutils',
  'tar',
  'gzip',
  'libc-bin',
  'base-passwd',
] as const;

/**
 * Unpacks Debian packages, without running their scripts, into a tar that holds a root file system.
 *
 * @returns its path
 */
export async function makeDebianLayer({ run, folder, say }: Workshop, part: DebianPart): Promise<string> {
  await ensurePrograms(run, say, ['mmdebstrap']);
  const layer = join(folder, 'debian.tar');
  const excluded = [...leftOut, ...(part.without ?? [])].map((path) => `--dpkgopt=path-exclude=${path}`);
  const included = ['/usr/share/doc/*/copyright', ...(part.keeping ?? [])];
  say(`unpacking Debian ${part.suite} packages`);
  await runOrThrow(
    run,
    [
      'mmdebstrap',
      '--quiet',
      '--variant=extract',
      '--skip=output/dev',
      ...excluded,
      ...included.map((path) => `--dpkgopt=path-include=${path}`),
      `--include=${part.packages.join(',')}`,
      part.suite,
      layer,
    ],
    { env: { SOURCE_DATE_EPOCH: epoch } },
  );
  return layer;
}

/**
 * Lays out what maintainer scripts would have made, and whatever `fill` adds, as a layer of its own.
 *
 * @returns the path of its tar
 */
export async function makeFilesLayer(
  { run, folder }: Workshop,
  fill: (root: string) => Promise<void>,
): Promise<string> {
  const root = join(folder, 'files');
  mkdirSync(join(root, 'etc'), { recursive: true });
  mkdirSync(join(root, 'tmp'));
  writeFileSync(
    join(root, 'etc/passwd'),
    'root:x:0:0:root:/root:/bin/sh\napp:x:10001:10001:app:/nonexistent:/bin/sh\n',
  );
  writeFileSync(join(root, 'etc/group'), 'root:x:0:\napp:x:10001:\n');
  writeFileSync(join(root, 'etc/nsswitch.conf'), 'passwd: files\ngroup: files\nhosts: files dns\n');
  await fill(root);
  chmodSync(root, 0o755);
  chmodSync(join(root, 'tmp'), 0o1777);
  const layer = join(folder, 'files.tar');
  await runOrThrow(run, [
    'tar',
    '--sort=name',
    `--mtime=@${epoch}`,
    '--owner=0',
    '--group=0',
    '--numeric-owner',
    '-cf',
    layer,
    '-C',
    root,
    '.',
  ]);
  return layer;
}

/** Makes sure that programs are there; on Debian as root, apt installs what is not. */
export async function ensurePrograms(run: Run, say: Workshop['say'], programs: readonly string[]): Promise<void> {
  const packages: Record<string, string> = { strip: 'binutils' };
  const found = await Promise.all(programs.map((program) => run([program, '--version'])));
  const missing = programs.filter((_, index) => found[index]?.exitCode === 127);
  if (missing.length === 0) return;
  const names = missing.map((program) => packages[program] ?? program);
  const command = `apt-get install --yes --no-install-recommends ${names.join(' ')}`;
  const hint = `Install what is missing (${command}), or connect this machine to the image registry.`;
  if (process.getuid?.() !== 0) {
    throw new UserError(`Make a base image: ${missing.join(' and ')} not found, and only root can install it.`, hint);
  }
  say(`installing ${names.join(' and ')}`);
  const installed = await installPackages(run, names);
  if (installed.exitCode !== 0) throw new UserError(`Install ${names.join(' and ')}: ${installed.stderr.trim()}`, hint);
}
