import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { officialNodeImage, versions } from './versions';

const module = (name: string): string => readFileSync(join(__dirname, '../go', name), 'utf8');

it.each([
  ['k8s.io/kubernetes', versions.kubernetes, 'go.mod'],
  ['go.etcd.io/etcd/server/v3', versions.etcd, 'go.mod'],
  ['github.com/coredns/coredns', versions.coredns, 'go.mod'],
  ['helm.sh/helm/v4', versions.helm, 'go.mod'],
  ['sigs.k8s.io/kind', versions.kind, 'go.mod'],
  ['github.com/rancher/local-path-provisioner', versions.provisioner, 'provisioner/go.mod'],
])('%s is pinned to %s in the Go module too', (path, version, file) => {
  expect(module(file)).toMatch(
    new RegExp(`^\\s*${path.replaceAll('.', '\\.')} ${version.replaceAll('.', '\\.')}( //.*)?$`, 'm'),
  );
});

it('both modules take the same Kubernetes, so that its packages are compiled once', () => {
  const pins = (text: string): string[] => text.match(/k8s\.io\/(api|apimachinery|client-go) v0\.\d+\.\d+$/gm) ?? [];
  expect(pins(module('provisioner/go.mod')).sort()).toEqual(pins(module('go.mod')).sort());
});

it('the official node image is pinned by digest', () => {
  expect(officialNodeImage).toMatch(/@sha256:[0-9a-f]{64}$/);
});

it('the manifest for storage names the provisioner that is compiled', () => {
  const manifest = readFileSync(join(__dirname, '../node/storage.yaml'), 'utf8');
  const tags = manifest.match(/local-path-provisioner:v[\d.]+/g) ?? [];
  expect(new Set(tags)).toEqual(new Set([`local-path-provisioner:${versions.provisioner}`]));
});
