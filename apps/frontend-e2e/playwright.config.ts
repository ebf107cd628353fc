import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, devices } from '@playwright/test';
import { readTarget } from './src/support/target.js';

const workspace = join(import.meta.dirname, '../..');
/** A folder of src: `app` are the tests, the others are run by targets of their own. */
const suite = process.env['SUITE'] ?? 'app';
const isRoot = process.getuid?.() === 0;

const chromium = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((program) => program && existsSync(program));

export default defineConfig({
  testDir: join(import.meta.dirname, 'src', suite),
  testMatch: '**/*.e2e.spec.ts',
  outputDir: join(workspace, 'dist/apps/frontend-e2e/results', suite),
  // Two would be faster, and on two cores that also run the cluster they would time each other out.
  workers: 1,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [
    ['list'],
    [
      'junit',
      { outputFile: join(workspace, 'dist/apps/frontend-e2e/junit-e2e', `${suite === 'app' ? 'e2e' : suite}.xml`) },
    ],
  ],
  use: {
    ...devices['Desktop Chrome'],
    baseURL: readTarget(workspace).url,
    actionTimeout: 15_000,
    trace: 'retain-on-failure',
    launchOptions: {
      ...(chromium ? { executablePath: chromium } : {}),
      args: [
        ...(isRoot ? ['--no-sandbox'] : []),
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
