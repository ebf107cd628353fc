import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../src/index';
import { createStubWorkspace, nx, type StubWorkspace } from './stub-workspace';
import { pressCtrlC, type Typed } from './terminal';

let workspace: StubWorkspace;

beforeAll(async () => {
  workspace = await createStubWorkspace();
});
afterAll(() => workspace.remove());
beforeEach(() => {
  for (const name of ['pid', 'built']) rmSync(join(workspace.root, name), { force: true });
});

/** Types `nx …` and presses Ctrl-C as soon as the stub program has become slow. */
async function interrupt(times: number, ...words: readonly string[]): Promise<Typed> {
  workspace.write('slow', '');
  const isSlow = (): boolean => Boolean(workspace.slowProcess());
  const typed = await pressCtrlC([nx, ...words], { cwd: workspace.root, env: workspace.env }, isSlow, times);
  rmSync(join(workspace.root, 'slow'));
  return typed;
}

const again = (...words: readonly string[]) => run([nx, ...words], { cwd: workspace.root, env: workspace.env });

/** A process that has ended but was not yet collected by its parent has no command line any more. */
function isSlowProcessThere(): boolean {
  const file = `/proc/${workspace.slowProcess() ?? 0}/cmdline`;
  return existsSync(file) && readFileSync(file, 'utf8') !== '';
}

describe('Ctrl-C at a real terminal, through Nx', () => {
  it('ends a build: the letter is on the terminal, exit code 130, no process left, and the next run works', async () => {
    const { stdout, exitCode } = await interrupt(1, 'container', 'app', '--skip-nx-cache');
    expect(stdout).toContain('Ending in order…');
    expect(stdout).toContain('Build the image of "app": interrupted.\nWhat it had started is ended; run it again');
    expect(exitCode).toBe(130);
    expect(isSlowProcessThere()).toBe(false);
    const next = await again('container', 'app', '--skip-nx-cache');
    expect(next.exitCode, next.stdout).toBe(0);
    expect(next.stdout).toMatch(/^app:a{12} .* built in/m);
  });

  it.each([
    ['once', 1],
    ['twice', 2],
  ])(
    '%s ends a deploy: the letter is on the terminal, exit code 130, no process left, and the next run works',
    async (_, times) => {
      expect((await again('container', 'app', '--skip-nx-cache')).exitCode).toBe(0);
      const { stdout, exitCode } = await interrupt(times, 'deploy', 'app');
      expect(stdout).toContain('Deploy "todo-app" interrupted: Helm was ended in order');
      expect(stdout).toContain('To finish: nx deploy app');
      expect(exitCode).toBe(130);
      expect(isSlowProcessThere()).toBe(false);
      const next = await again('deploy', 'app');
      expect(next.exitCode, next.stdout).toBe(0);
      expect(next.stdout).toContain('Release "todo-app"');
    },
  );
});
