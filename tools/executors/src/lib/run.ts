import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { $ } from 'zx';

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
  const child = $({
    cwd: options.cwd,
    env: mergeEnv(options.env),
    detached: true,
    nothrow: true,
    quiet: true,
    verbose: false,
    prefix: 'exec ',
    input: options.input ?? '',
    stdio: options.output === 'inherit' ? ['pipe', 'inherit', 'inherit'] : 'pipe',
  })`${[...argv]}`;
  // a program that ends before it has read its input says why by itself
  child.stdin.on('error', () => undefined);
  let timedOut = false;
  const end = endGroup(() => child.pid, options.killAfterSeconds ?? 10);
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

function mergeEnv(added: RunOptions['env']): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries({ ...process.env, ...added }).filter(([, value]) => value !== undefined));
}

function endGroup(pid: () => number | undefined, killAfterSeconds: number): () => void {
  const send = (signal: NodeJS.Signals): void => {
    const leader = pid();
    if (leader === undefined) return;
    try {
      process.kill(-leader, signal);
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
