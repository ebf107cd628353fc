import { PassThrough } from 'node:stream';
import { run, type RunResult } from '../src/index';

/** What a person sees who types a command into a terminal, and the exit code it leaves. */
export type Typed = Pick<RunResult, 'stdout' | 'exitCode'>;

/**
 * Types one command into a terminal of its own (script(1)) and presses Ctrl-C there, which sends SIGINT to all of its
 * process group, once `isTime` says so.
 *
 * @param isTime asked every 100 ms
 * @param times how often it is pressed, 300 ms apart
 */
export async function pressCtrlC(
  argv: readonly string[],
  { cwd, env }: { cwd: string; env: Readonly<Record<string, string | undefined>> },
  isTime: () => boolean,
  times = 1,
): Promise<Typed> {
  const keyboard = new PassThrough();
  const watching = setInterval(() => {
    if (!isTime()) return;
    clearInterval(watching);
    for (let press = 0; press < times; press++) setTimeout(() => keyboard.write('\u0003'), press * 300);
  }, 100);
  try {
    const line = argv.map((word) => `'${word}'`).join(' ');
    const command = ['script', '--quiet', '--return', '--command', line, '/dev/null'];
    const { stdout, exitCode } = await run(command, { cwd, env, input: keyboard, timeoutSeconds: 120 });
    return { stdout: stdout.replaceAll('\r', ''), exitCode };
  } finally {
    clearInterval(watching);
    keyboard.end();
  }
}
