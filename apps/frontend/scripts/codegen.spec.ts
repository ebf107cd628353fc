import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { generateSchema, schemaFile } from './codegen.mjs';

test('the client is typed by what the backend describes today (else: npx nx codegen frontend)', async () => {
  expect(await readFile(schemaFile, 'utf8')).toBe(await generateSchema());
});
