import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { run } from './run';

const door = join(__dirname, 'run.ts');

it.each([undefined, ''])('a program that reads its input finds the end of it where it is given %j', async (input) => {
  const options = input === undefined ? {} : { input };
  expect(await run(['cat'], { ...options, timeoutSeconds: 20 })).toMatchObject({ exitCode: 0, timedOut: false });
});

describe('a process in our group', () => {
  const readGroup = async (inOurGroup: boolean): Promise<number> => {
    const { stdout } = await run(['sh', '-c', 'cut -d" " -f5 /proc/$$/stat'], { inOurGroup });
    return Number(stdout);
  };
  const ours = Number(readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ')[2]);

  it('is reached by a Ctrl-C as we are; any other is not', async () => {
    expect(await readGroup(true)).toBe(ours);
    expect(await readGroup(false)).not.toBe(ours);
  });

  it('ends alone when it is asked to', async () => {
    const abort = new AbortController();
    const onLine = (): void => {
      abort.abort();
    };
    const argv = ['sh', '-c', 'trap "exit 7" TERM; echo ready; while :; do sleep 0.1; done'];
    expect((await run(argv, { inOurGroup: true, signal: abort.signal, onLine })).exitCode).toBe(7);
  });
});

describe('a process that ends with us', () => {
  it('gives its exit code and what it says', async () => {
    const argv = ['sh', '-c', 'echo out; echo "$1" >&2; exit 3', 'sh', 'a "b" $HOME'];
    expect(await run(argv, { endsWithUs: true })).toMatchObject({
      exitCode: 3,
      stdout: 'out\n',
      stderr: 'a "b" $HOME\n',
    });
  });

  it('is not found where it is not there', async () => {
    expect((await run(['no-such-program'], { endsWithUs: true })).exitCode).toBe(127);
  });

  it('ends in its own time when it is asked to', async () => {
    const abort = new AbortController();
    const argv = ['sh', '-c', 'trap "sleep 0.3; echo done; exit 5" TERM; echo ready; while :; do sleep 0.1; done'];
    const onLine = (): void => {
      abort.abort();
    };
    const result = await run(argv, { endsWithUs: true, signal: abort.signal, onLine });
    expect(result).toMatchObject({ exitCode: 5, stdout: 'ready\ndone\n' });
  });

  it('ends when we are killed', async () => {
    const code = `console.log(String(process.pid)); void require(${JSON.stringify(door)}).run(
      ['sh', '-c', 'echo $$; exec sleep 60'], { endsWithUs: true, onLine: (line) => { console.log(line); } });`;
    const pids: number[] = [];
    const onLine = (line: string): void => {
      pids.push(Number(line));
      if (pids.length === 2) process.kill(pids[0] ?? 0, 'SIGKILL');
    };
    const us = await run([process.execPath, '--import', 'tsx', '--eval', code], { onLine });
    expect(us.signal).toBe('SIGKILL');
    const [, pid = 0] = pids;
    await vi.waitFor(
      () => {
        expect(isAlive(pid)).toBe(false);
      },
      { timeout: 5000 },
    );
  }, 20_000);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
