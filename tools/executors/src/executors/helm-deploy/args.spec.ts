import { describe, expect, it } from 'vitest';
import {
  buildManifestArgs,
  buildRollbackArgs,
  buildTemplateArgs,
  buildUpgradeArgs,
  formatHelm,
  type Target,
} from './args';
import { buildSaveArgs } from './load-whole';

const target: Target = {
  helm: { program: '/tools/helm', version: '3.21.4' },
  settings: { release: 'todo-app', namespace: 'apps', chart: 'libs/k8s-chart', timeoutSeconds: 90, drift: 'repair' },
  cluster: { kubeconfig: '/k/config', context: 'kind-todo-app' },
};
const where = ['--namespace', 'apps', '--kubeconfig', '/k/config', '--kube-context', 'kind-todo-app'];

describe('Helm commands', () => {
  it('upgrade names cluster, values in order, and waits', () => {
    expect(buildUpgradeArgs(target, ['a.yaml', 'b.json'])).toEqual([
      ...['/tools/helm', 'upgrade', '--install', 'todo-app', 'libs/k8s-chart', ...where],
      ...['--values', 'a.yaml', '--values', 'b.json', '--wait', '--timeout', '90s'],
    ]);
  });

  it('upgrade keeps labels with the record of the revision', () => {
    expect(buildUpgradeArgs(target, [], { 'helm-deploy/chart': 'a', 'helm-deploy/image.old': 'null' })).toEqual(
      expect.arrayContaining(['--labels', 'helm-deploy/chart=a', 'helm-deploy/image.old=null']),
    );
  });

  it('takes fields back that somebody else wrote, where Helm asks, unless that is refused', () => {
    const four: Target = { ...target, helm: { program: 'helm', version: '4.3.1' } };
    const flags = ['--server-side=true', '--force-conflicts'];
    expect(buildUpgradeArgs(four, [])).toEqual(expect.arrayContaining(flags));
    expect(buildRollbackArgs(four, 3)).toEqual(expect.arrayContaining(flags));
    const careful: Target = { ...four, settings: { ...four.settings, drift: 'refuse' } };
    expect(buildUpgradeArgs(careful, []).join(' ')).not.toMatch(/force/);
  });

  it('never lets Helm roll back by itself, which would take the evidence away', () => {
    expect(buildUpgradeArgs(target, []).join(' ')).not.toMatch(/atomic|rollback|--set/);
  });

  it('template needs no cluster', () => {
    expect(buildTemplateArgs(target, ['a.yaml'], { version: '', kinds: [] })).toEqual([
      ...['/tools/helm', 'template', 'todo-app', 'libs/k8s-chart', '--namespace', 'apps', '--values', 'a.yaml'],
    ]);
  });

  it('template asks for what the cluster would get, where that is known', () => {
    const kinds = ['a.org/v1', 'a.org/v1/Thing'];
    expect(buildTemplateArgs(target, [], { version: 'v1.36.3', kinds }).join(' ')).toContain(
      '--kube-version v1.36.3 --api-versions a.org/v1 --api-versions a.org/v1/Thing',
    );
  });

  it('rollback and manifest name the cluster', () => {
    expect(buildRollbackArgs(target, 3)).toEqual(['/tools/helm', 'rollback', 'todo-app', '3', ...where]);
    expect(buildManifestArgs(target)).toEqual(['/tools/helm', 'get', 'manifest', 'todo-app', ...where]);
  });

  it('a person gets one that works in any shell', () => {
    expect(formatHelm(target, 'rollback', 'todo-app', '3')).toBe(
      'helm rollback todo-app 3 -n apps --kube-context kind-todo-app --kubeconfig /k/config',
    );
  });
});

describe('buildSaveArgs', () => {
  it('keeps podman from compressing, so that layers keep their digests', () => {
    expect(buildSaveArgs('podman', '/s/a.tar', 'docker.io/a/b:1')).toEqual([
      ...['podman', 'save', '--quiet', '--format', 'oci-archive', '--uncompressed'],
      ...['--output', '/s/a.tar', 'docker.io/a/b:1'],
    ]);
  });

  it('asks Docker for what it has', () => {
    expect(buildSaveArgs('docker', '/s/a.tar', 'docker.io/a/b:1')).toEqual([
      'docker',
      'save',
      '--output',
      '/s/a.tar',
      'docker.io/a/b:1',
    ]);
  });
});
