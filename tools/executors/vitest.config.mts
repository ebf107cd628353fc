import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{src,bench,bundle,e2e}/**/*.spec.ts'],
    exclude: [...configDefaults.exclude, '**/*.e2e.spec.ts'],
    // real processes and files take their time on a busy machine; no test is about speed
    testTimeout: 30_000,
    hookTimeout: 60_000,
    reporters: ['default', ['junit', { outputFile: '../../dist/tools/executors/junit/unit.xml' }]],
  },
});
