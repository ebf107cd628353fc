import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

/** A program that runs until it is stopped, or until the tests end in whatever way. */
export interface RunningProcess {
  pid: number;
  /** What it said so far, on both channels. */
  readLog: () => string;
  /** Settles when it ended, on its own or not. */
  ended: Promise<void>;
  stop: () => Promise<void>;
}

/** Where, and as whom. Only root can be somebody else. */
export interface ProcessOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  uid?: number;
  gid?: number;
}

/**
 * Tells the program's id, and ends when the program does. Beside it waits what ends the program: the end of its own input,
 * which comes when whoever started it stops it or is gone.
 */
const SUPERVISE =
  'signal=$1; shift; exec 4<&0; "$@" 3>&- 4<&- & program=$!; echo "$program" >&3; ' +
  '{ cat <&4; kill -s "$signal" "$program"; } >/dev/null 2>&1 3>&- & wait "$program"';

/**
 * Runs a program in the background. The one place where tests of the frontend start any.
 * @param signal what ends it
 */
export async function startProcess(
  command: readonly string[],
  options: ProcessOptions = {},
  signal: 'KILL' | 'QUIT' = 'KILL',
): Promise<RunningProcess> {
  const child = spawn('sh', ['-c', SUPERVISE, 'sh', signal, ...command], {
    ...options,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  const readLog = collect(child.stdout, child.stderr);
  const ended = new Promise<void>((resolve) =>
    child.on('close', () => {
      resolve();
    }),
  );
  child.stdin.on('error', () => undefined);
  const pid = await new Promise<string>((resolve) => (child.stdio[3] as Readable).once('data', resolve));
  return {
    pid: Number(pid),
    readLog,
    ended,
    stop: () => {
      child.stdin.end();
      return ended;
    },
  };
}

/** Runs a program to its end. @throws when it fails, with what it said */
export async function runProcess(command: readonly string[], options: ProcessOptions = {}): Promise<void> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const readLog = collect(child.stdout, child.stderr);
  const code = await new Promise<number | null>((resolve, reject) => child.on('close', resolve).on('error', reject));
  if (code !== 0) throw new Error(`Run ${command.join(' ')}: it ended with ${code}. ${readLog()}`);
}

function collect(...channels: Readable[]): () => string {
  let log = '';
  for (const channel of channels) channel.on('data', (chunk: Buffer) => (log += chunk.toString()));
  return () => log;
}
