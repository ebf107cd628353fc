import type { Cluster } from './cluster-file';
import type { Helm } from './helm';
import type { Settings } from './settings';

/** What every Helm command about the release shares. */
export interface ReleaseTarget {
  helm: Helm;
  settings: Pick<Settings, 'release' | 'namespace' | 'timeoutSeconds' | 'drift'>;
  cluster: Pick<Cluster, 'kubeconfig' | 'context'>;
}

/** The same with the chart that is to become the release. */
export interface Target extends ReleaseTarget {
  settings: ReleaseTarget['settings'] & Pick<Settings, 'chart'>;
}

/** What a chart may ask of the cluster that it is rendered for. */
export interface Capabilities {
  /** Such as `v1.36.3`; empty where it is not known. */
  version: string;
  /** Such as `cert-manager.io/v1` and `cert-manager.io/v1/Certificate`, beside those that Helm knows by itself. */
  kinds: readonly string[];
}

/** Renders the chart without a cluster, but for what one is able to; the schema of its values is checked too. */
export function buildTemplateArgs(
  { helm, settings }: Target,
  valuesFiles: readonly string[],
  { version, kinds }: Capabilities,
): string[] {
  const { release, chart, namespace } = settings;
  return [
    ...[helm.program, 'template', release, chart, '--namespace', namespace],
    ...(version ? ['--kube-version', version] : []),
    ...kinds.flatMap((kind) => ['--api-versions', kind]),
    ...valuesFlags(valuesFiles),
  ];
}

/**
 * Installs or upgrades and waits for what it applied. Who watches the pods ends it earlier with SIGTERM.
 *
 * @param labels for Helm's record of the revision; `null` removes one of the revision before
 */
export function buildUpgradeArgs(
  target: Target,
  valuesFiles: readonly string[],
  labels: Readonly<Record<string, string>> = {},
): string[] {
  const { helm, settings } = target;
  return [
    ...[helm.program, 'upgrade', '--install', settings.release, settings.chart],
    ...clusterFlags(target),
    ...ownershipFlags(target),
    ...valuesFlags(valuesFiles),
    ...Object.entries(labels).flatMap(([name, value]) => ['--labels', `${name}=${value}`]),
    ...['--wait', '--timeout', `${settings.timeoutSeconds}s`],
  ];
}

/** Goes back to a revision; the wait for its pods is our own. */
export function buildRollbackArgs(target: ReleaseTarget, revision: number): string[] {
  const { helm, settings } = target;
  const place = [...clusterFlags(target), ...ownershipFlags(target)];
  return [helm.program, 'rollback', settings.release, String(revision), ...place];
}

/** Removes what a release brought, and its history; volumes of StatefulSets stay. */
export function buildUninstallArgs(target: ReleaseTarget): string[] {
  const { helm, settings } = target;
  return [helm.program, 'uninstall', settings.release, ...clusterFlags(target), '--wait', '--timeout', '90s'];
}

/** The objects of the release's newest revision, as they were rendered. */
export function buildManifestArgs(target: ReleaseTarget): string[] {
  return [target.helm.program, 'get', 'manifest', target.settings.release, ...clusterFlags(target)];
}

/** The same command for a person to type: without the paths that their own shell may not need. */
export function formatHelm({ settings, cluster }: ReleaseTarget, ...words: readonly string[]): string {
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

/**
 * Helm 4 applies in the server, which refuses to overwrite a field that somebody else wrote since. Helm 3 overwrites it
 * without asking.
 */
function ownershipFlags({ helm, settings }: ReleaseTarget): string[] {
  const asks = Number.parseInt(helm.version, 10) >= 4;
  return asks && settings.drift === 'repair' ? ['--server-side=true', '--force-conflicts'] : [];
}

function clusterFlags({ settings, cluster }: ReleaseTarget): string[] {
  const { kubeconfig, context } = cluster;
  return ['--namespace', settings.namespace, '--kubeconfig', kubeconfig, '--kube-context', context];
}

function valuesFlags(files: readonly string[]): string[] {
  return files.flatMap((file) => ['--values', file]);
}
