import { UserError, formatFailure } from '@todo-app/executors';
import type { Context } from './context';

const quiet = { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' };

/** Installs Debian packages, without their recommendations. Only called as root on Debian or Ubuntu. */
export async function installPackages(packages: readonly string[], { run, progress, signal }: Context): Promise<void> {
  progress.say(`Installing ${packages.join(', ')} with apt-get`);
  const onLine = (line: string): void => {
    if (/^(Get:|Unpacking|Setting up)/.test(line)) progress.update(`  ${line}`);
  };
  const install = ['apt-get', 'install', '-y', '--no-install-recommends', ...packages];
  const first = await run(install, { env: quiet, signal, onLine });
  if (first.exitCode === 0 || signal.aborted) return;
  // the usual reason: the lists of packages are missing or too old
  await run(['apt-get', 'update'], { env: quiet, signal, onLine });
  const second = await run(install, { env: quiet, signal, onLine });
  if (second.exitCode === 0 || signal.aborted) return;
  throw new UserError(
    `Install ${packages.join(', ')}: ${formatFailure(second, 5)}`,
    'Install them by hand, or start Docker and run the command again.',
  );
}
