import { readFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';

/** The address of the CI run, else user@host: whom to ask about a deploy. Pure. */
export function nameHolder(
  environment: Readonly<Record<string, string | undefined>>,
  user: string,
  host: string,
): string {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = environment;
  if (server && repository && run) return `${server}/${repository}/actions/runs/${run}`;
  return environment['CI_JOB_URL'] ?? environment['BUILD_URL'] ?? `${user}@${host}`;
}

/** Whom to ask about what this process does. */
export function nameOurselves(): string {
  return nameHolder(process.env, readUser(), hostname());
}

/** A process on a machine that is running since its last start, as far as the machine tells one start from another. */
export interface Process {
  machine: string;
  pid: number;
}

/** This process. */
export function identifyProcess(): Process {
  return { machine: `${hostname()} ${readBootId()}`, pid: process.pid };
}

/** Whether a process has ended; one on another machine may live. */
export function hasEnded({ machine, pid }: Process, here: Process = identifyProcess()): boolean {
  if (machine !== here.machine) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/** Linux alone has one; elsewhere the host's name has to do. */
function readBootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}

/** A container may run as a user without a name. */
function readUser(): string {
  try {
    return userInfo().username;
  } catch {
    return 'nobody';
  }
}
