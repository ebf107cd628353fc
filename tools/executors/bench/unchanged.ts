import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutorContext } from '@nx/devkit';
import { readClusterFile } from '../src';
import { connect } from '../src/executors/helm-deploy/cluster-api';
import { deploy } from '../src/executors/helm-deploy/deploy';
import { createOutput } from '../src/executors/helm-deploy/output';
import { historySelector } from '../src/executors/helm-deploy/release-state';
import type { HelmDeployOptions } from '../src/executors/helm-deploy/schema';
import { withScratch } from '../src/executors/helm-deploy/scratch';
import { resolveSettings } from '../src/executors/helm-deploy/settings';
import type { Measurement } from './report';
import type { Stopwatch } from './stopwatch';
import type { Workbench } from './workbench';

const times = 20;

/**
 * What the executor `helm-deploy` takes by itself, without the start of Nx, to find that nothing has changed; and
 * whether it really left the release alone.
 */
export async function measureUnchanged(bench: Workbench, { time }: Stopwatch): Promise<Measurement> {
  const { namespace, release, ...settings } = readSettings(bench.root);
  const api = connect(readClusterFile(bench.root));
  const countRevisions = async (): Promise<number> =>
    (await api.listSecrets(namespace, historySelector(release))).length;
  const output = createOutput({ json: false, verbose: false }, () => undefined);
  const work = (): Promise<boolean> =>
    withScratch((scratch) =>
      deploy(
        { ...settings, namespace, release },
        { run: bench.run, output, scratch, signal: new AbortController().signal },
      ),
    );
  const before = await countRevisions();
  const seconds: number[] = [];
  for (let index = 0; index < times; index++) seconds.push(await time('helm-deploy alone, nothing changed', work));
  const added = (await countRevisions()) - before;
  return { what: `\`helm-deploy\` alone, nothing changed: ${added} new revisions in ${times} runs`, ours: seconds };
}

/** Those of `nx deploy k8s-chart`, read as Nx reads them. */
function readSettings(root: string): ReturnType<typeof resolveSettings> {
  const { targets } = JSON.parse(readFileSync(join(root, 'libs/k8s-chart/project.json'), 'utf8')) as {
    targets: { deploy: { options: HelmDeployOptions; configurations: { local: Partial<HelmDeployOptions> } } };
  };
  const { options, configurations } = targets.deploy;
  const projects = {
    backend: { root: 'apps/backend' },
    frontend: { root: 'apps/frontend' },
    gateway: { root: 'apps/gateway' },
    'k8s-chart': { root: 'libs/k8s-chart' },
  };
  const context = {
    root,
    cwd: root,
    projectName: 'k8s-chart',
    targetName: 'deploy',
    projectsConfigurations: { projects },
  };
  return resolveSettings({ ...options, ...configurations.local }, context as unknown as ExecutorContext);
}
