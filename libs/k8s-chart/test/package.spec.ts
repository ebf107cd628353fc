import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, runOrThrow } from '@todo-app/executors';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chartFolder, readHelmProgram } from './chart';

describe('the packaged chart', () => {
  const folder = mkdtempSync(join(tmpdir(), 'chart-package-'));
  let files: string[] = [];

  beforeAll(async () => {
    await runOrThrow(run, [readHelmProgram(), 'package', chartFolder, '--destination', folder]);
    const list = await runOrThrow(run, ['tar', '--list', '--gzip', '--file', join(folder, 'todo-app-0.1.0.tgz')]);
    files = list.stdout.trim().split('\n');
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('holds the templates of every component, its tests and its documentation', () => {
    expect(files).toEqual(
      expect.arrayContaining([
        'todo-app/values.schema.json',
        'todo-app/README.md',
        'todo-app/templates/postgres/statefulset.yaml',
        'todo-app/templates/tests/frontend-ready.yaml',
      ]),
    );
  });

  it('holds nothing of the workspace around it', () => {
    const own = /^todo-app\/(Chart\.yaml|values\.yaml|values\.schema\.json|README\.md|\.helmignore|templates\/.+)$/;
    expect(files.filter((file) => !own.test(file))).toEqual([]);
  });
});
