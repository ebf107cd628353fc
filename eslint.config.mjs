import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

const oneDoor = 'Processes start in one file: tools/executors/src/lib/run.ts. Take a `Run` as a parameter.';
const processes = ['child_process', 'node:child_process', 'zx', 'zx/core', 'execa'];

export default tseslint.config(
  { ignores: ['**/dist', '**/node_modules', '**/.next', '**/.venv', '**/*.gen.ts', '**/next-env.d.ts', '**/go'] },
  ...tseslint.configs.strict,
  {
    files: ['**/*.ts', '**/*.tsx', '**/*.mts', '**/*.mjs'],
    plugins: { '@nx': nx },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/restrict-template-expressions': 'off',
      'no-restricted-imports': ['error', { paths: processes.map((name) => ({ name, message: oneDoor })) }],
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'CallExpression[callee.object.name=/^(it|test|describe)$/][callee.property.name=/^(skip|only|todo)$/]',
          message: 'A test runs, or says why it cannot: use `skipIf(reason)` with the reason in its name.',
        },
        {
          selector: 'ExpressionStatement > NewExpression[callee.name=/Error$/]',
          message: 'An error that is made but not thrown.',
        },
      ],
      '@nx/enforce-module-boundaries': [
        'error',
        {
          enforceBuildableLibDependency: false,
          depConstraints: [
            { sourceTag: 'type:app', notDependOnLibsWithTags: ['scope:tooling', 'type:e2e'] },
            { sourceTag: 'type:e2e', notDependOnLibsWithTags: ['scope:tooling'] },
            { sourceTag: 'scope:tooling', onlyDependOnLibsWithTags: ['scope:tooling'] },
            { sourceTag: 'scope:deploy', onlyDependOnLibsWithTags: ['scope:deploy', 'scope:tooling', 'type:app'] },
            {
              sourceTag: 'scope:frontend',
              onlyDependOnLibsWithTags: ['scope:frontend', 'scope:backend', 'scope:deploy'],
            },
          ],
        },
      ],
    },
  },
  { files: ['tools/executors/src/lib/run.ts'], rules: { 'no-restricted-imports': 'off' } },
  // The tests of the built server have a door of their own, for an application may not use the tooling's.
  { files: ['apps/frontend/tests/process.ts'], rules: { 'no-restricted-imports': 'off' } },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  prettier,
);
