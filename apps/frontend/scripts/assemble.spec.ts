import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const output = join(import.meta.dirname, '../.next');
const standalone = join(output, 'standalone');

/** Namespaces, documentation in messages, and the stand-in hosts that polyfills parse. */
const HARMLESS_HOSTS = ['www.w3.org', 'react.dev', 'nextjs.org', 'github.com', 'a', 'n', 'x'];

describe.skipIf(!existsSync(join(standalone, 'migrate.mjs')))(
  'the build (skipped when there is none: npx nx build frontend)',
  () => {
    test('knows no address that a browser could call', async () => {
      const hosts = (await readBrowserScripts()).flatMap((script) =>
        [...script.matchAll(/\b(?:https?|wss?):\/\/([\w.-]+)/g)].map(([, host]) => host),
      );
      expect(hosts.filter((host) => host === undefined || !HARMLESS_HOSTS.includes(host))).toEqual([]);
    });

    test('leaves no NEXT_PUBLIC variable to a browser, which has none', async () => {
      expect((await readBrowserScripts()).filter((script) => script.includes('NEXT_PUBLIC_'))).toEqual([]);
    });

    test.each([
      'migrate.mjs',
      'apps/frontend/server.js',
      'apps/frontend/.next/static',
      'apps/frontend/public',
      'node_modules/pg/package.json',
    ])('brings %s', (path) => {
      expect(existsSync(join(standalone, path))).toBe(true);
    });

    test.each([
      'node_modules/sharp',
      'node_modules/@img',
      'apps/frontend/node_modules/sharp',
      'node_modules/typescript',
    ])('does without %s', (path) => {
      expect(existsSync(join(standalone, path))).toBe(false);
    });
  },
);

async function readBrowserScripts(): Promise<string[]> {
  const files = await readdir(join(output, 'static'), { recursive: true });
  return Promise.all(
    files.filter((file) => file.endsWith('.js')).map((file) => readFile(join(output, 'static', file), 'utf8')),
  );
}
