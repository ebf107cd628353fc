import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['e2e/**/*.e2e.spec.ts'],
    fileParallelism: false,
    bail: 1,
    testTimeout: 300_000,
    hookTimeout: 600_000,
    reporters: ['default', ['junit', { outputFile: '../../dist/libs/k8s-chart/junit-e2e/e2e.xml' }]],
  },
});
