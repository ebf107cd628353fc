import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.spec.ts'],
    reporters: ['default', ['junit', { outputFile: '../../dist/tools/executors/junit/unit.xml' }]],
  },
});
