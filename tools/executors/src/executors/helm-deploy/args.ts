import type { Cluster } from './cluster-file';
import type { Settings } from './settings';

/** What every Helm command about the release shares. */
export interface Target {
  program: string;
  settings: Pick<Settings, 'release' | 'namespace' | 'chart' | 'timeoutSeconds'>;
  cluster: Pick<Cluster, 'kubeconfig' | 'context'>;
}

/**
 * Renders the chart without a cluster; the schema of its values is checked too.
 *
 * @param kubernetes the cluster's version, such as `v1.36.3`; else Helm takes the one it was built for
 */
export function buildTemplateArgs(
  { program, settings }: Target,
  valuesFiles: readonly string[],
  kubernetes?: string,
): string[] {
  const { release, chart, namespace } = settings;
  const version = kubernetes ? ['--kube-version', kubernetes] : [];
  return [program, 'template', release, chart, '--namespace', namespace, ...version, ...valuesFlags(valuesFiles)];
}

/** Installs or upgrades and waits for what it applied. Who watches the pods ends it earlier with SIGTERM. */
export function buildUpgradeArgs(target: Target, valuesFiles: readonly string[]): string[] {
  const { program, settings } = target;
  return [
    ...[program, 'upgrade', '--install', settings.release, settings.chart],
    ...clusterFlags(target),
    ...valuesFlags(valuesFiles),
    ...['--wait', '--timeout', `${settings.timeoutSeconds}s`],
  ];
}

/** Goes back to a revision; the wait for its pods is our own. */
export function buildRollbackArgs(target: Target, revision: number): string[] {
  return [target.program, 'rollback', target.settings.release, String(revision), ...clusterFlags(target)];
}

/** The objects of the release's newest revision, as they were rendered. */
export function buildManifestArgs(target: Target): string[] {
  return [target.program, 'get', 'manifest', target.settings.release, ...clusterFlags(target)];
}

/** The same command for a person to type: without the paths that their own shell may not need. */
export function formatHelm({ settings, cluster }: Target, ...words: readonly string[]): string {
  return [
    'helm',
    ...words,
    '-n',
    settings.namespace,
    '--kube-context',
    cluster.context,
    '--kubeconfig',
    cluster.kubeconfig,
  ].join(' ');
}

function clusterFlags({ settings, cluster }: Target): string[] {
  const { kubeconfig, context } = cluster;
  return ['--namespace', settings.namespace, '--kubeconfig', kubeconfig, '--kube-context', context];
}

function valuesFlags(files: readonly string[]): string[] {
  return files.flatMap((file) => ['--values', file]);
}
