import type { Run, RunOptions, RunResult } from './run';

/**
 * apt-get waits for others only while dpkg works, not while they read lists or download. So ours queue at a lock of their
 * own, on a folder that is there wherever apt is; the scripts of the apps do the same.
 */
const aptGet = ['flock', '--close', '/var/lib/apt', 'apt-get', '-o', 'DPkg::Lock::Timeout=300'];

/**
 * Installs Debian packages without their recommendations, as root. If that fails, the lists of packages are read anew,
 * for they may be missing or too old, and it is tried once more.
 *
 * @returns how the last attempt ended
 */
export async function installPackages(
  run: Run,
  packages: readonly string[],
  options: Pick<RunOptions, 'signal' | 'onLine'> = {},
): Promise<RunResult> {
  const env = { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' };
  const apt = (...words: readonly string[]): Promise<RunResult> => run([...aptGet, ...words], { env, ...options });
  const install = (): Promise<RunResult> => apt('install', '--yes', '--no-install-recommends', ...packages);
  const first = await install();
  if (first.exitCode === 0 || options.signal?.aborted) return first;
  await apt('update');
  return install();
}
