/**
 * Writes src/lib/api/schema.gen.ts from the backend's committed description of its API.
 * Run: npx nx codegen frontend
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import { format, resolveConfig } from 'prettier';

const project = join(import.meta.dirname, '..');

/** Where the types belong. */
export const schemaFile = join(project, 'src/lib/api/schema.gen.ts');

/** The types as they should be now. */
export async function generateSchema() {
  const description = JSON.parse(await readFile(join(project, '../backend/openapi.json'), 'utf8'));
  const header = '// Generated from apps/backend/openapi.json. Do not edit; run: npx nx codegen frontend\n\n';
  const source = header + astToString(await openapiTS(description));
  return format(source, { ...(await resolveConfig(schemaFile)), parser: 'typescript' });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await writeFile(schemaFile, await generateSchema());
}
