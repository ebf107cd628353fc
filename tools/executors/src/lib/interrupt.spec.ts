import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bindSignal, joinSignals } from './interrupt';
import { run, type RunResult } from './run';

/** Runs work interruptibly in a process of its own, since an interruption ends the process. */
function execute(work: string): Promise<RunResult> {
  const program = `
    const { bindSignal, runInterruptible } = require('${join(__dirname, 'interrupt.ts')}');
    const { run } = require('${join(__dirname, 'run.ts')}');
    const { UserError } = require('${join(__dirname, 'errors.ts')}');
    const pressCtrlC = () => process.kill(process.pid, 'SIGINT');
    runInterruptible(${work}).then(console.log);
  `;
  // Nx asks its tasks for colours, and console.log would give them
  return run([process.execPath, '--import', 'tsx', '--eval', program], {
    timeoutSeconds: 25,
    env: { FORCE_COLOR: '0' },
  });
}

describe('runInterruptible', () => {
  it('ends the processes that were started, lets the work say how it ended, and exits with 130', async () => {
    const { stdout, exitCode } = await execute(`async ({ signal, print }) => {
      setTimeout(pressCtrlC, 300);
      const { signal: ended } = await bindSignal(run, signal)(['sleep', '60']);
      print('sleep was ended by ' + ended);
      return false;
    }`);
    expect({ stdout, exitCode }).toEqual({ stdout: 'sleep was ended by SIGTERM\n', exitCode: 130 });
  });

  it('exits with 130 even if the work ended well, because nothing that follows is wanted', async () => {
    const work = `async () => {
      pressCtrlC();
      await new Promise((resolve) => setTimeout(resolve, 100));
      return true;
    }`;
    expect((await execute(work)).exitCode).toBe(130);
  });

  it('survives a second Ctrl-C', async () => {
    const { stdout, exitCode } = await execute(`async ({ print }) => {
      pressCtrlC();
      setTimeout(pressCtrlC, 50);
      await new Promise((resolve) => setTimeout(resolve, 200));
      print('ended in order');
      return false;
    }`);
    expect({ stdout, exitCode }).toEqual({ stdout: 'ended in order\n', exitCode: 130 });
  });

  it('passes on whether the work succeeded', async () => {
    expect((await execute('async () => true')).stdout).toBe('{ success: true }\n');
  });

  it('prints an error as its letter', async () => {
    const { stdout } = await execute(`async () => { throw new UserError('Do this: it failed.', 'Mend it.'); }`);
    expect(stdout).toBe('Do this: it failed.\nMend it.\n{ success: false }\n');
  });
});

describe('bindSignal', () => {
  it('starts nothing more after an interruption', () => {
    expect(() => bindSignal(run, AbortSignal.abort())(['true'])).toThrow();
  });
});

describe('joinSignals', () => {
  it('is aborted as soon as one of them is, also before', () => {
    const [one, other] = [new AbortController(), new AbortController()];
    const joined = joinSignals(one.signal, other.signal);
    expect(joined.aborted).toBe(false);
    other.abort();
    expect([joined.aborted, joinSignals(one.signal, other.signal).aborted]).toEqual([true, true]);
  });
});
