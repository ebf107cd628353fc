import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseEvent, type TaskEvent } from '../src/lib/events';
import { run, type RunResult } from '../src/index';
import { createStubWorkspace, nx, type StubWorkspace } from './stub-workspace';
import { pressCtrlC, type Typed } from './terminal';

const program = [
  process.execPath,
  '--require',
  createRequire(__filename).resolve('tsx/cjs'),
  join(__dirname, '../src/view/main.ts'),
];

let workspace: StubWorkspace;
let env: Readonly<Record<string, string | undefined>>;
beforeAll(async () => {
  workspace = await createStubWorkspace();
  const file = join(workspace.root, 'app/project.json');
  const project = JSON.parse(readFileSync(file, 'utf8')) as { targets: { deploy: object } };
  const deploy = { ...project.targets.deploy, dependsOn: ['container'] };
  writeFileSync(file, JSON.stringify({ ...project, targets: { ...project.targets, deploy } }));
  const PATH = `${workspace.env['PATH'] ?? ''}:${dirname(nx)}`;
  // as on a terminal of a person, wherever this runs
  env = { ...workspace.env, PATH, CI: undefined, TERM: 'xterm', NO_COLOR: '1', FORCE_COLOR: undefined };
});
afterAll(() => workspace.remove());
beforeEach(() => {
  for (const name of ['pid', 'built', 'slow']) rmSync(join(workspace.root, name), { force: true });
});

/** Starts at a terminal; Ctrl-C is pressed so many times as soon as the stub program has become slow. */
function startAtTerminal(times: number, ...words: readonly string[]): Promise<Typed> {
  const isSlow = (): boolean => times > 0 && Boolean(workspace.slowProcess());
  const sized = ['sh', '-c', 'stty cols 80 rows 24; exec "$@"', 'sh'];
  return pressCtrlC([...sized, ...program, ...words, '--skip-nx-cache'], { cwd: workspace.root, env }, isSlow, times);
}

/** Starts where there is no terminal. */
const startPiped = (...words: readonly string[]): Promise<RunResult> =>
  run([...program, ...words, '--skip-nx-cache'], { cwd: workspace.root, env });

const readEvents = (text: string): TaskEvent[] => text.split('\n').flatMap((line) => parseEvent(line) ?? []);
const readLog = (): string => readFileSync(join(workspace.root, 'dist/start/last.log'), 'utf8');

/** A process that has ended but was not yet collected by its parent has no command line any more. */
function isSlowProcessThere(): boolean {
  const file = `/proc/${workspace.slowProcess() ?? 0}/cmdline`;
  return existsSync(file) && readFileSync(file, 'utf8') !== '';
}

/** What is on the screen at the end: what stands after the cursor was taken back for the last time. */
function readScreen(stdout: string): string {
  return (stdout.split('\u001b[G').at(-1) ?? '').replaceAll(/\u001b\[\?25./g, '');
}

describe('a start at a terminal', () => {
  it('draws one table, whose last state stays with the end of the deploy below it', async () => {
    const { stdout, exitCode } = await startAtTerminal(0, 'deploy', 'app');
    expect(exitCode, stdout).toBe(0);
    expect(stdout).toContain('\u001b[G');
    const screen = readScreen(stdout);
    expect(screen).toMatch(/^✓ image app .* app:a{12} .*built/m);
    expect(screen).toMatch(/^= load .* nothing to put into the cluster$/m);
    expect(screen).toMatch(/✓ release[\s\S]*Release "todo-app"/);
    expect(stdout).not.toContain('NX   Running');
  });

  it.each([
    ['once', 1],
    ['twice', 2],
  ])('ends in order after Ctrl-C %s: the whole letter, exit code 130, no process left', async (_, times) => {
    workspace.write('slow', '');
    const { stdout, exitCode } = await startAtTerminal(times, 'container', 'app');
    const screen = readScreen(stdout);
    expect(stdout.split('Ending in order…')).toHaveLength(2);
    expect(screen).toMatch(/^✗ image app .* Build the image of "app": interrupted\.$/m);
    expect(screen).toContain('\nBuild the image of "app": interrupted.\nWhat it had started is ended; run it again');
    expect(screen).toContain('Everything that was said is in dist/start/last.log.');
    expect(exitCode).toBe(130);
    expect(isSlowProcessThere()).toBe(false);
  });

  it('says what Nx says where no program of ours got to say anything', async () => {
    const { stdout, exitCode } = await startAtTerminal(0, 'deploy', 'nobody');
    expect(readScreen(stdout)).toMatch(/Cannot find .*nobody[\s\S]*Everything that was said is in/);
    expect(exitCode).toBe(1);
  });
});

describe('a start without a terminal', () => {
  it('prints lines, and no control character', async () => {
    const { stdout, exitCode } = await startPiped('deploy', 'app');
    expect(exitCode, stdout).toBe(0);
    expect(stdout).not.toMatch(/\u001b/);
    expect(stdout).toMatch(/^app: release .* ready/m);
  });

  it('prints events for programs, of images and release alike, and nothing else', async () => {
    const { stdout, exitCode } = await startPiped('deploy', 'app', '--json');
    expect(exitCode, stdout).toBe(0);
    const events = readEvents(stdout);
    expect(events).toHaveLength(stdout.trim().split('\n').length);
    expect(events.filter(({ event }) => event === 'result')).toMatchObject([
      { project: 'app', part: 'image app', state: 'done', status: 'built' },
      { project: 'app', part: 'release', state: 'done', status: 'deployed' },
    ]);
  });

  it('prints everything if asked to, and keeps it in any case', async () => {
    const quiet = await startPiped('deploy', 'app');
    expect(quiet.stdout).not.toContain('engine: podman');
    expect(readLog()).toContain(' app: engine: podman');
    rmSync(join(workspace.root, 'built'));
    const loud = await startPiped('deploy', 'app', '--verbose');
    expect(loud.stdout).toContain('app: engine: podman');
  });
});
