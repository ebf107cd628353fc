import { createInterface } from 'node:readline';
import { PassThrough, type Readable } from 'node:stream';
import { $ } from 'zx/core';

/** How to start one process. Every field is optional. */
export interface RunOptions {
  cwd?: string;
  /** Variables added to the current environment; `undefined` removes one. */
  env?: Readonly<Record<string, string | undefined>>;
  /** Given to the process on its standard input, which is otherwise empty. */
  input?: string | Buffer | Readable;
  /** Abort to end the process group: SIGTERM at once, SIGKILL after `killAfterSeconds`. */
  signal?: AbortSignal;
  /** Ends the process group as an abort does; the result then says `timedOut`. */
  timeoutSeconds?: number;
  /** Grace between SIGTERM and SIGKILL, 10 by default. */
  killAfterSeconds?: number;
  /** Called for each complete line as it comes, without its line ending. */
  onLine?: (line: string, stream: 'stdout' | 'stderr') => void;
  /** Ends the process, by SIGTERM, when ours is gone, however that came: for one that must not go on alone. */
  endsWithUs?: boolean;
  /** Stays in our process group: a Ctrl-C at the terminal reaches it as it reaches us. Aborting then ends it alone. */
  inOurGroup?: boolean;
  /** `inherit` lets the process talk to the terminal directly; nothing is captured then. */
  output?: 'capture' | 'inherit';
}

/** What became of a process. A failing exit code is a result, not an exception; see {@link runOrThrow}. */
export interface RunResult {
  argv: readonly string[];
  /** The exit code; 127 if the program was not found, `null` if a signal ended it. */
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  timedOut: boolean;
  stdout: string;
  stderr: string;
}

/** The type of the one door to processes, so that callers take it as a parameter and tests can hand in another. */
export type Run = (argv: readonly string[], options?: RunOptions) => Promise<RunResult>;

/** A process that did not exit with 0, with what it was and the end of what it said. */
export class ProcessError extends Error {
  constructor(readonly result: RunResult) {
    super(formatFailure(result));
    this.name = 'ProcessError';
  }
}

/** One sentence on how a process ended, then the last lines of its stderr (or stdout), at most `lines`. */
export function formatFailure(result: RunResult, lines = 15): string {
  const said = result.stderr.trim() || result.stdout.trim();
  const tail = said.split('\n').slice(-lines).join('\n');
  const command = result.argv.join(' ');
  return `${command.length > 200 ? `${command.slice(0, 200)}…` : command} ${formatEnd(result)}${tail ? `:\n${tail}` : ''}`;
}

function formatEnd({ exitCode, signal, timedOut }: RunResult): string {
  if (timedOut) return 'was ended because it took too long';
  if (signal) return `was ended by ${signal}`;
  if (exitCode === 127) return 'was not found (exit code 127)';
  return `ended with exit code ${String(exitCode)}`;
}

/**
 * Starts one process from an argument array and waits for its end. No shell ever reads the arguments.
 * The process leads a group of its own, so that ending it ends its children, and a Ctrl-C in the
 * terminal reaches only us: callers hand in an `AbortSignal` and decide.
 */
export const run: Run = async (argv, options = {}) => {
  const lifeline = new PassThrough();
  const child = $({
    cwd: options.cwd,
    env: mergeEnv(options.env),
    detached: !options.inOurGroup,
    nothrow: true,
    quiet: true,
    verbose: false,
    prefix: 'exec ',
    input: options.endsWithUs ? lifeline : (options.input ?? ''),
    stdio: options.output === 'inherit' ? ['pipe', 'inherit', 'inherit'] : 'pipe',
  })`${options.endsWithUs ? ['sh', '-c', tether, 'sh', ...argv] : [...argv]}`;
  // a program that ends before it has read its input says why by itself
  child.stdin.on('error', () => undefined);
  // an empty text is none to zx, which then leaves the program waiting for one
  if (!options.endsWithUs && !options.input) child.stdin.end();
  let timedOut = false;
  const leader = (): number | undefined => (child.pid && !options.inOurGroup ? -child.pid : child.pid);
  const end = endGroup(leader, options.killAfterSeconds ?? 10);
  const timer = options.timeoutSeconds
    ? setTimeout(() => {
        timedOut = true;
        end();
      }, options.timeoutSeconds * 1000)
    : undefined;
  options.signal?.addEventListener('abort', end);
  if (options.signal?.aborted) end();
  if (options.onLine && options.output !== 'inherit') {
    const onLine = options.onLine;
    createInterface({ input: child.stdout }).on('line', (line) => {
      onLine(line, 'stdout');
    });
    createInterface({ input: child.stderr }).on('line', (line) => {
      onLine(line, 'stderr');
    });
  }
  try {
    const output = await child;
    return {
      argv,
      exitCode: output.exitCode,
      signal: output.signal,
      timedOut,
      stdout: output.stdout,
      stderr: output.stderr,
    };
  } finally {
    lifeline.destroy();
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', end);
  }
};

/** Like the given door, but a process that does not exit with 0 throws a {@link ProcessError}. */
export async function runOrThrow(door: Run, argv: readonly string[], options?: RunOptions): Promise<RunResult> {
  const result = await door(argv, options);
  if (result.exitCode !== 0) throw new ProcessError(result);
  return result;
}

/**
 * Starts its arguments and ends them once nobody holds the other end of its standard input any more: the kernel closes
 * that even for a process that was killed. Signals reach the whole group, so this one only waits on.
 */
const tether = [
  'exec 3<&0',
  '"$@" </dev/null 3<&- &',
  'child=$!',
  'trap : TERM INT HUP',
  '(trap - TERM INT HUP; cat <&3; kill -TERM "$child") >/dev/null 2>&1 &',
  'watcher=$!',
  'exec 3<&-',
  'wait "$child"; code=$?',
  'while kill -0 "$child" 2>/dev/null; do wait "$child"; code=$?; done',
  'kill "$watcher" 2>/dev/null',
  'exit "$code"',
].join('\n');

function mergeEnv(added: RunOptions['env']): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries({ ...process.env, ...added }).filter(([, value]) => value !== undefined));
}

/** @param find the process to end, or the negative number of its group */
function endGroup(find: () => number | undefined, killAfterSeconds: number): () => void {
  const send = (signal: NodeJS.Signals): void => {
    const target = find();
    if (target === undefined) return;
    try {
      process.kill(target, signal);
    } catch {
      // the group is gone already
    }
  };
  return () => {
    send('SIGTERM');
    setTimeout(() => {
      send('SIGKILL');
    }, killAfterSeconds * 1000).unref();
  };
}
