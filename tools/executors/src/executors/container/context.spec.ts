import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reachesInto, readContextFiles, readIgnoreFile } from './context';

let context: string;
beforeEach(() => {
  context = mkdtempSync(join(tmpdir(), 'context-'));
});
afterEach(() => {
  rmSync(context, { recursive: true });
});

function write(path: string, content = path): void {
  mkdirSync(dirname(join(context, path)), { recursive: true });
  writeFileSync(join(context, path), content);
}
const paths = (ignore: string): string[] => readContextFiles(context, ignore).map(({ path }) => path);

describe('readContextFiles', () => {
  it('takes everything without an ignore file, sorted', () => {
    for (const path of ['b/c.txt', 'a.txt', 'B.txt']) write(path);
    expect(paths('')).toEqual(['B.txt', 'a.txt', 'b/c.txt']);
  });

  it('leaves out an ignored folder with all that is in it', () => {
    for (const path of ['src/a.ts', 'src/node_modules/x/y.js', 'node_modules/x.js']) write(path);
    expect(paths('**/node_modules\n')).toEqual(['src/a.ts']);
  });

  it('lets a later pattern bring a folder back, and a still later one take a part away', () => {
    for (const path of ['apps/web/src/a.ts', 'apps/web/src/a.spec.ts', 'apps/api/b.py', 'package.json']) write(path);
    expect(paths('*\n!package.json\n!apps/web\napps/web/**/*.spec.ts\n')).toEqual([
      'apps/web/src/a.ts',
      'package.json',
    ]);
  });

  it('sees a changed byte', () => {
    write('a.txt', 'one');
    const before = readContextFiles(context, '');
    write('a.txt', 'two');
    expect(readContextFiles(context, '')).not.toEqual(before);
  });

  it('sees that a file became executable', () => {
    write('run.sh');
    chmodSync(join(context, 'run.sh'), 0o755);
    expect(readContextFiles(context, '')[0]?.kind).toBe('executable');
  });

  it('sees where a link leads, and follows none', () => {
    symlinkSync('nowhere', join(context, 'link'));
    const before = readContextFiles(context, '');
    rmSync(join(context, 'link'));
    symlinkSync('elsewhere', join(context, 'link'));
    expect(before[0]?.kind).toBe('link');
    expect(readContextFiles(context, '')).not.toEqual(before);
  });
});

describe('reachesInto', () => {
  it.each([
    ['apps/web', 'apps', true],
    ['apps/web', 'apps/web', true],
    ['apps/web/src/a.ts', 'apps/web', true],
    ['apps/web', 'apps/website', false],
    ['apps/web', 'node_modules', false],
    ['**/keep.txt', 'anything', true],
    ['apps/*/src', 'apps/web', true],
    ['apps/*/src', 'libs', false],
  ])('%s into %s: %s', (pattern, folder, wanted) => {
    expect(reachesInto(pattern, folder)).toBe(wanted);
  });
});

describe('readIgnoreFile', () => {
  it("prefers the Dockerfile's own over the context's", () => {
    write('.dockerignore', 'general');
    expect(readIgnoreFile(join(context, 'app/Dockerfile'), context)).toBe('general');
    write('app/Dockerfile.dockerignore', 'own');
    expect(readIgnoreFile(join(context, 'app/Dockerfile'), context)).toBe('own');
  });
});
