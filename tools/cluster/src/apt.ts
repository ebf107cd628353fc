import { UserError, formatFailure, installPackages } from '@todo-app/executors';
import type { Context } from './context';

/** Installs Debian packages and shows how it goes. Only called as root on Debian or Ubuntu. */
export async function install(packages: readonly string[], { run, progress, signal }: Context): Promise<void> {
  progress.say(`Installing ${packages.join(', ')} with apt-get`);
  const onLine = (line: string): void => {
    if (/^(Get:|Unpacking|Setting up|Waiting)/.test(line)) progress.update(`  ${line}`);
  };
  const installed = await installPackages(run, packages, { signal, onLine });
  if (installed.exitCode === 0 || signal.aborted) return;
  throw new UserError(
    `Install ${packages.join(', ')}: ${formatFailure(installed, 5)}`,
    'Install them by hand, or start Docker and run the command again.',
  );
}
