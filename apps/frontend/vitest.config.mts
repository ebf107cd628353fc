import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    alias: {
      '@': join(import.meta.dirname, 'src'),
      // Outside of Next nobody says which side this is.
      'server-only': join(import.meta.dirname, '../../node_modules/server-only/empty.js'),
    },
  },
  test: {
    projects: [
      { extends: true, test: { name: 'unit', include: ['src/**/*.spec.{ts,tsx}', 'scripts/**/*.spec.ts'] } },
      {
        extends: true,
        test: {
          name: 'server',
          include: ['tests/**/*.spec.ts'],
          globalSetup: 'tests/setup.ts',
          // each starts servers of its own, and measures what they do
          fileParallelism: false,
          hookTimeout: 60_000,
          testTimeout: 60_000,
        },
      },
    ],
    // a machine that also builds images may be slow; no test is about speed
    testTimeout: 30_000,
    reporters: ['default', ['junit', { outputFile: '../../dist/apps/frontend/junit/unit.xml' }]],
    env: { TZ: 'Europe/Berlin' },
  },
});
