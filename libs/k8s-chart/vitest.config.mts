import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.spec.ts'],
    isolate: false,
    testTimeout: 30_000,
    reporters: ['default', ['junit', { outputFile: '../../dist/libs/k8s-chart/junit/unit.xml' }]],
  },
});
