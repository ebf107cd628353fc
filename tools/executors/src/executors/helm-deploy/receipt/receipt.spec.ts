import { describe, expect, it } from 'vitest';
import {
  buildDeployLabels,
  buildReceiptMap,
  makeDeployId,
  parseReceiptMap,
  receiptSelector,
  shareReceiptMap,
  type Receipt,
} from './receipt';
import { countRestarts } from './write-receipt';

const receipt: Receipt = {
  id: '20260102t030405-abc',
  release: 'todo-app',
  revision: 3,
  time: '2026-01-02T03:04:05.000Z',
  commit: 'c'.repeat(40),
  dirty: false,
  changed: [],
  by: 'anna@desk',
  helm: '4.3.1',
  images: { backend: { reference: 'a/b:1', inputs: 'sha256:1', ids: ['sha256:2'], from: null } },
  readable: [],
  chart: 'x',
  values: 'y',
  recorded: { chart: 'c', values: 'v', manifest: 'm' },
  verdict: 'healthy',
  seconds: 4.2,
  restarts: { backend: 0 },
};
const record = { metadata: { name: 'sh.helm.release.v1.todo-app.v3', uid: 'u' } };

it('names deploys so that they sort by time', () => {
  expect(makeDeployId(new Date('2026-01-02T03:04:05.678Z'), 'abc')).toBe('20260102t030405-abc');
});

describe('the ConfigMap of a receipt', () => {
  const map = buildReceiptMap(receipt, { chart: { 'Chart.yaml': '1' } }, record);

  it('gives back what went in', () => {
    expect(parseReceiptMap(map)).toEqual({ receipt, files: { chart: { 'Chart.yaml': '1' } } });
  });

  it("goes with Helm's record of the revision", () => {
    expect(map.metadata?.ownerReferences).toEqual([
      { apiVersion: 'v1', kind: 'Secret', name: 'sh.helm.release.v1.todo-app.v3', uid: 'u' },
    ]);
  });

  it('stays as long as any revision that went back to it', () => {
    const later = { metadata: { name: 'sh.helm.release.v1.todo-app.v5', uid: 'w' } };
    expect(shareReceiptMap(map, later).metadata?.ownerReferences).toMatchObject([{ uid: 'u' }, { uid: 'w' }]);
  });

  it('is found by the label that the record has too', () => {
    const [name = '', value = ''] = receiptSelector(receipt.id).split('=');
    expect(map.metadata?.labels?.[name]).toBe(value);
    expect(buildDeployLabels(receipt.id, receipt, {})).toMatchObject({ [name]: value });
  });

  it.each([
    undefined,
    {},
    { data: { 'receipt.json': '{', 'files.json': '{' } },
    { data: { 'receipt.json': '{"commit":"of an older version"}', 'files.json': '{}' } },
  ])('says nothing where it is %j', (broken) => {
    expect(parseReceiptMap(broken)).toEqual({ files: {} });
  });
});

it('counts the most restarts that one container took', () => {
  const status = (restartCount: number): never => ({ restartCount }) as never;
  const pods = [
    { status: { containerStatuses: [status(1)] } },
    { status: { initContainerStatuses: [status(3)], containerStatuses: [status(0)] } },
  ];
  expect([countRestarts({ pods }), countRestarts({ pods: [] })]).toEqual([3, 0]);
});
