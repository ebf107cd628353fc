import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { expect, test } from 'vitest';

const SOURCES = join(import.meta.dirname, '..');
/** An import that the bundler follows at once, and not when the code comes to it. Types are none. */
const STATIC = /(?:import|export)\s+(?!type\b)[^;(]*?from\s+['"]@\/assistant\//;

test('nothing outside of the panel imports it but by a chunk of its own', () => {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.tsx?$/.test(file) && !file.startsWith(`assistant${sep}`),
  );
  const texts = files.map((file) => [file, readFileSync(join(SOURCES, file), 'utf8')] as const);
  expect(texts.filter(([, text]) => STATIC.test(text)).map(([file]) => file)).toEqual([]);
  expect(texts.filter(([, text]) => text.includes(`import('@/assistant/assistant-panel')`))).toHaveLength(1);
});
