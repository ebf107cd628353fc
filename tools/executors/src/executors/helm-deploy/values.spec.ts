import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mergeValues, parseValues, readValuesFile, textAt, valueAt } from './values';

describe('mergeValues', () => {
  it.each([
    ['merges maps key by key', [{ a: { x: 1, y: 2 } }, { a: { y: 3 } }], { a: { x: 1, y: 3 } }],
    ['replaces lists as a whole', [{ a: [1, 2] }, { a: [3] }], { a: [3] }],
    ['replaces a map by a text', [{ a: { x: 1 } }, { a: 'b' }], { a: 'b' }],
    ['removes what is null', [{ a: 1, b: 2 }, { a: null }], { b: 2 }],
    ['lets the last layer win', [{ a: 1 }, { a: 2 }, { a: 3 }], { a: 3 }],
  ])('%s', (_, layers, merged) => {
    expect(mergeValues(...layers)).toEqual(merged);
  });
});

describe('parseValues', () => {
  it('names file and line of broken YAML', () => {
    expect(() => parseValues('backend:\n  replicas: [1\nfrontend: 2\n', 'my.yaml')).toThrow(/^Read my\.yaml:3:1: /);
  });

  it('refuses a list', () => {
    expect(() => parseValues('- 1\n', 'my.yaml')).toThrow('Read my.yaml: it holds no map of values.');
  });

  it('takes an empty file', () => {
    expect(parseValues('# nothing yet\n', 'my.yaml').values).toEqual({});
  });

  it.each([
    [['backend'], 1],
    [['backend', 'replicas'], 3],
    [['frontend'], undefined],
    [['backend', 'replicas', 'deeper'], undefined],
  ])('finds the line of %j', (key, line) => {
    expect(parseValues('backend:\n  # two\n  replicas: 2\n', 'my.yaml').lineOf(key)).toBe(line);
  });
});

describe('readValuesFile', () => {
  it('looks into each folder in turn and names the file as seen from the workspace', () => {
    const workspace = mkdtempSync(join(tmpdir(), 'values-'));
    writeFileSync(join(workspace, 'my.yaml'), 'a: 1\n');
    expect(readValuesFile('my.yaml', ['/nowhere', workspace], workspace)).toMatchObject({
      name: 'my.yaml',
      values: { a: 1 },
    });
    rmSync(workspace, { recursive: true });
  });

  it('names a file that is not there', () => {
    expect(() => readValuesFile('my.yaml', ['/nowhere'], '/nowhere')).toThrow(
      'Read the values file "my.yaml": there is no such file.',
    );
  });
});

it('reads values by their path', () => {
  const values = { backend: { image: { tag: '', digest: 'sha256:1' } } };
  expect(valueAt(values, 'backend', 'image', 'tag')).toBe('');
  expect(textAt(values, 'backend', 'image', 'tag')).toBeUndefined();
  expect(textAt(values, 'backend', 'image', 'digest')).toBe('sha256:1');
  expect(valueAt(values, 'frontend', 'image', 'tag')).toBeUndefined();
});
