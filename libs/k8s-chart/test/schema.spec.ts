import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isMap, isScalar, parseDocument, type YAMLMap } from 'yaml';
import { chartFolder } from './chart';

interface Schema {
  $ref?: string;
  type?: string;
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  additionalProperties?: boolean;
  $defs?: Readonly<Record<string, Schema>>;
}

const schema = JSON.parse(readFileSync(join(chartFolder, 'values.schema.json'), 'utf8')) as Schema;
const values = parseDocument(readFileSync(join(chartFolder, 'values.yaml'), 'utf8')).contents as YAMLMap;

function resolve({ $ref, ...own }: Schema): Schema {
  const target = $ref ? schema.$defs?.[$ref.replace('#/$defs/', '')] : {};
  if (!target) throw new Error(`${$ref} is not defined`);
  return { ...target, ...own };
}

/** The paths of all leaves that the schema knows, and the objects on the way to them. */
function walkSchema(node: Schema, path = ''): { leaves: string[]; objects: [string, Schema][] } {
  const own = resolve(node);
  if (!own.properties) return { leaves: [path], objects: [] };
  const below = Object.entries(own.properties).map(([key, child]) => walkSchema(child, path ? `${path}.${key}` : key));
  return {
    leaves: below.flatMap(({ leaves }) => leaves),
    objects: [[path, own], ...below.flatMap(({ objects }) => objects)],
  };
}

/** The paths of all leaves in values.yaml, each with whether a comment stands above it or above a map it is in. */
function walkValues(map: YAMLMap, path = '', explained = false): [string, boolean][] {
  return map.items.flatMap(({ key, value }, index): [string, boolean][] => {
    if (!isScalar(key)) throw new Error(`A key below ${path} is no plain text`);
    const here = path ? `${path}.${String(key.value)}` : String(key.value);
    const comment = Boolean(key.commentBefore) || (index === 0 && Boolean(map.commentBefore));
    return isMap(value) ? walkValues(value, here, explained || comment) : [[here, explained || comment]];
  });
}

describe('values.schema.json', () => {
  const { leaves, objects } = walkSchema(schema);

  it.each(objects)('is closed at "%s"', (_, node) => {
    expect(node.additionalProperties).toBe(false);
  });

  it('knows the keys of values.yaml and, but for limits that are off, no others', () => {
    const off = ['backend', 'frontend', 'gateway', 'postgres'].map((name) => `${name}.resources.limits.cpu`);
    expect(leaves.filter((leaf) => !off.includes(leaf)).sort()).toEqual(
      walkValues(values)
        .map(([path]) => path)
        .sort(),
    );
  });
});

describe('values.yaml', () => {
  it.each(walkValues(values))('explains %s', (_, explained) => {
    expect(explained).toBe(true);
  });
});
