import { cpSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compiledFolder, ensureCompiled, formatCompileProgress, programNames } from './compile';
import { makeWorld, type World } from './testing/world';

describe('formatCompileProgress', () => {
  it('counts packages, and promises nothing at the beginning', () => {
    expect(formatCompileProgress(programNames, 36, 3600, 5000)).toBe('Compiling Kubernetes: 1 % of 3600 packages');
  });

  it('says how long it takes yet, once it can know', () => {
    expect(formatCompileProgress(programNames, 900, 3600, 60_000)).toBe(
      'Compiling Kubernetes: 25 % of 3600 packages, about 3 min 0 s left',
    );
  });

  it('names what is compiled where it is not all of Kubernetes', () => {
    expect(formatCompileProgress(['helm'], 1, 1173, 100)).toBe('Compiling helm: 0 % of 1173 packages');
  });

  it('never says more than all', () => {
    expect(formatCompileProgress(programNames, 4000, 3600, 60_000)).toContain(' 100 % ');
  });
});

/** A world with a go that writes what it is asked to build, and a copy of the Go modules that tests may change. */
function makeGoWorld(build = 'for p in "${@: -1}"; do echo program > "$out/$(basename "$p")"; done'): World {
  const world = makeWorld();
  cpSync(join(world.context.project, 'go'), join(world.folder, 'project/go'), { recursive: true });
  world.context.project = join(world.folder, 'project');
  world.stub(
    'go',
    `echo "$*" >> ${world.folder}/calls
     if [ "$1" = list ]; then printf 'a\\nb\\n'; exit; fi
     while [ $# -gt 0 ]; do [ "$1" = -o ] && out=$2; shift; last=$1; [ $# = 1 ] && break; done
     set -- "$last"; ${build}`,
  );
  return world;
}

describe('ensureCompiled', () => {
  it('compiles what is missing, once', async () => {
    const { context, read } = makeGoWorld();
    const folder = await ensureCompiled(['pause'], context);
    expect(existsSync(join(folder, 'pause'))).toBe(true);
    await ensureCompiled(['pause'], context);
    expect(read('calls').match(/^build/gm)).toHaveLength(1);
  });

  it('shows no program of a build that failed, and says what the compiler said', async () => {
    const { context } = makeGoWorld('echo "x.go:1: broken" >&2; exit 1');
    await expect(ensureCompiled(['pause'], context)).rejects.toThrow(/broken/);
    expect(readdirSync(compiledFolder(context)).filter((name) => !name.startsWith('.'))).toEqual([]);
  });

  it('goes on after an interrupted run', async () => {
    const world = makeGoWorld();
    const folder = compiledFolder(world.context);
    world.file(join(folder.slice(world.folder.length), '.partial/pause'), 'half');
    await ensureCompiled(['pause'], world.context);
    expect(readdirSync(folder)).toEqual(['pause']);
  });

  it('has another folder for another content of the modules', () => {
    const world = makeGoWorld();
    const before = compiledFolder(world.context);
    world.file('project/go/cmd/pause/main.go', 'package main\n');
    expect(compiledFolder(world.context)).not.toBe(before);
  });
});
