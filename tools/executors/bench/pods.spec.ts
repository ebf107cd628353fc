import { describe, expect, it } from 'vitest';
import { type KubeletSummary, listSamples, summariseSamples, watchPods } from './pods';

const cpu = { time: '2026-01-02T03:04:05Z', usageCoreNanoSeconds: 2_500_000_000 };
const memory = { workingSetBytes: 90e6 };
const podRef = { name: 'api-1', namespace: 'shop' };

describe('listSamples', () => {
  it('reads what the kubelet says of the pods of a namespace', () => {
    const other = { podRef: { ...podRef, namespace: 'kube-system' }, cpu, memory };
    expect(listSamples({ pods: [{ podRef, cpu, memory }, other] }, 'shop')).toEqual([
      { pod: 'api-1', at: Date.parse(cpu.time), cpuSeconds: 2.5, memoryBytes: 90e6 },
    ]);
  });

  it.each<[string, KubeletSummary]>([
    ['without counts', { pods: [{ podRef, cpu: { time: cpu.time }, memory: {} }] }],
    ['without cpu', { pods: [{ podRef, memory }] }],
    ['that has no pods', {}],
  ])('passes over what has just started: a summary %s', (_what, summary) => {
    expect(listSamples(summary, 'shop')).toEqual([]);
  });
});

describe('summariseSamples', () => {
  const sample = (pod: string, second: number, cpuSeconds: number, memoryBytes: number) => ({
    pod,
    at: second * 1000,
    cpuSeconds,
    memoryBytes,
  });

  it('gives cores over the whole while, and the most memory, for each pod', () => {
    const samples = [
      sample('a', 0, 10, 1),
      sample('b', 0, 1, 7),
      sample('a', 10, 11, 3),
      sample('a', 20, 15, 2),
      sample('b', 20, 2, 7),
    ];
    expect(summariseSamples(samples)).toEqual([
      { pod: 'a', cores: 0.25, memoryBytes: 3 },
      { pod: 'b', cores: 0.05, memoryBytes: 7 },
    ]);
  });

  it('says no cores of a pod that was counted once', () => {
    expect(summariseSamples([sample('a', 0, 10, 1), sample('a', 0, 10, 1)])).toEqual([
      { pod: 'a', cores: 0, memoryBytes: 1 },
    ]);
  });
});

describe('watchPods', () => {
  it('counts at the start and at the end at least', async () => {
    let used = 0;
    const { stop } = watchPods(() => {
      used += 1;
      return Promise.resolve([{ pod: 'a', at: used * 1000, cpuSeconds: used, memoryBytes: used }]);
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(await stop()).toEqual([{ pod: 'a', cores: 1, memoryBytes: 2 }]);
  });
});
