import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';
import { isMap, LineCounter, parseDocument, type Document } from 'yaml';
import { UserError } from '../../lib/errors';

/** Values as Helm takes them. */
export type Values = Readonly<Record<string, unknown>>;

/** One values file that was read. */
export interface ValuesFile {
  /** As the user knows it: relative to the workspace where it lies inside. */
  name: string;
  /** As it was read: Helm is given this very text, whatever becomes of the file meanwhile. */
  text: string;
  values: Values;
  /** The line of a key, counted from 1, or `undefined` where the file does not set it. */
  lineOf: (key: readonly string[]) => number | undefined;
}

/**
 * Reads a values file, given relative to one of the folders.
 *
 * @throws UserError that names the file, and the line if it is no YAML
 */
export function readValuesFile(path: string, folders: readonly string[], workspace: string): ValuesFile {
  const found = folders.map((folder) => resolve(folder, path)).find((candidate) => existsSync(candidate));
  if (!found) throw new UserError(`Read the values file "${path}": there is no such file.`, 'Correct the path.');
  const inside = relative(workspace, found);
  const name = inside.startsWith('..') || isAbsolute(inside) ? found : inside;
  const text = readFileSync(found, 'utf8');
  return { name, text, ...parseValues(text, name) };
}

/** Checks the text of a values file. Pure. */
export function parseValues(text: string, name: string): Pick<ValuesFile, 'values' | 'lineOf'> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [error] = document.errors;
  if (error) {
    const { line, col } = lines.linePos(error.pos[0]);
    const [what = 'it is no YAML'] = error.message.split('\n');
    throw new UserError(
      `Read ${name}:${line}:${col}: ${what.replace(/ at line \d+, column \d+:?$/, '')}`,
      'Correct the file.',
    );
  }
  const values = (document.toJS() ?? {}) as unknown;
  if (!isValues(values)) throw new UserError(`Read ${name}: it holds no map of values.`, 'Correct the file.');
  return { values, lineOf: (key) => findLine(document, lines, key) };
}

/** Merges as Helm does: maps key by key, anything else replaced as a whole by the later one, `null` removes. Pure. */
export function mergeValues(...layers: readonly Values[]): Values {
  const merged: Record<string, unknown> = {};
  for (const [key, value] of layers.flatMap((layer) => Object.entries(layer))) {
    const before = merged[key];
    if (value === null) Reflect.deleteProperty(merged, key);
    else merged[key] = isValues(before) && isValues(value) ? mergeValues(before, value) : value;
  }
  return merged;
}

/** The value under a path of keys, or `undefined`. Pure. */
export function valueAt(values: Values, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((at, key) => (isValues(at) ? at[key] : undefined), values);
}

/** The text under a path of keys; an empty one counts as absent. Pure. */
export function textAt(values: Values, ...keys: readonly string[]): string | undefined {
  const value = valueAt(values, ...keys);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function findLine(document: Document, lines: LineCounter, keys: readonly string[]): number | undefined {
  const [last, ...parents] = [...keys].reverse();
  const parent: unknown = parents.length === 0 ? document.contents : document.getIn(parents.reverse(), true);
  if (!isMap(parent)) return undefined;
  const pair = parent.items.find(({ key }) => String(key) === last);
  const range = (pair?.key as { range?: [number, number, number] } | undefined)?.range;
  return range ? lines.linePos(range[0]).line : undefined;
}
