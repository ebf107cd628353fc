import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['e2e/**/*.e2e.spec.ts'],
    fileParallelism: false,
    // the node image may have to be made, on a machine that is slow or busy; no test is about speed
    testTimeout: 900_000,
    hookTimeout: 300_000,
    reporters: ['default', ['junit', { outputFile: '../../dist/tools/cluster/junit-e2e/e2e.xml' }]],
  },
});
