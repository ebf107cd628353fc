/** Runs one executor as Nx does, in a workspace that needs no Nx: `tsx run-executor.ts <name> <workspace> <options as JSON>`. */
import type { ExecutorContext } from '@nx/devkit';
import base from '../src/executors/base/executor';
import cleanImages from '../src/executors/clean-images/executor';
import container from '../src/executors/container/executor';
import helmDeploy from '../src/executors/helm-deploy/executor';
import rollback from '../src/executors/rollback/executor';
import verify from '../src/executors/verify/executor';

const [name = '', workspace = '', options = '{}'] = process.argv.slice(2);
const context = {
  root: workspace,
  cwd: workspace,
  isVerbose: false,
  projectName: 'backend',
  targetName: name,
  projectsConfigurations: { version: 2, projects: { backend: { root: 'apps/backend' } } },
  nxJsonConfiguration: {},
  projectGraph: { nodes: {}, dependencies: {} },
} as unknown as ExecutorContext;

async function main(): Promise<void> {
  const execute = { base, 'clean-images': cleanImages, container, 'helm-deploy': helmDeploy, rollback, verify }[name];
  if (!execute) throw new Error(`There is no executor "${name}".`);
  const { success } = await execute(JSON.parse(options) as never, context);
  process.exit(success ? 0 : 1);
}

void main();
