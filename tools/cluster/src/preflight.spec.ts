import { describe, expect, it } from 'vitest';
import { type PreflightFacts, describeObstacles, explainFullDisk, findObstacles, formatSize } from './preflight';
import { plainMachine } from './testing/machine';

const whole = {
  what: 'the cluster',
  variable: 'XDG_DATA_HOME',
  folder: '/data',
  device: 1,
  needBytes: 2e9,
  freeBytes: 9e9,
} as const;
const fine: PreflightFacts = {
  machine: plainMachine,
  port: { number: 30080, holder: undefined },
  disks: [whole],
  availableMemoryBytes: 4e9,
  needMemoryBytes: 1.5e9,
  missingControllers: [],
};
const seen = (facts: Partial<PreflightFacts>): string[] => findObstacles({ ...fine, ...facts }).map(({ seen }) => seen);

describe('findObstacles', () => {
  it('finds none where all is well', () => {
    expect(seen({})).toEqual([]);
  });

  it('names who has the port', () => {
    expect(seen({ port: { number: 30080, holder: 'nginx (process 7)' } })).toEqual([
      'port 30080 of 127.0.0.1 is taken by nginx (process 7)',
    ]);
  });

  it('names the missing capability', () => {
    expect(seen({ machine: { ...plainMachine, mayMount: false } })[0]).toContain('CAP_SYS_ADMIN');
  });

  it('says where the disk is too small and how much is needed', () => {
    const disk = { ...whole, freeBytes: 1.5e9 };
    expect(seen({ disks: [disk] })).toEqual(['1.5 GB are free at /data, 2.0 GB are needed for the cluster']);
    expect(findObstacles({ ...fine, disks: [disk] })[0]?.cure).toContain('set XDG_DATA_HOME');
  });

  it('adds up what goes to one disk', () => {
    const disk = (what: string, device: number) => ({
      ...whole,
      what,
      folder: `/${what}`,
      device,
      needBytes: 2e9,
      freeBytes: 3e9,
    });
    expect(seen({ disks: [disk('a', 1), disk('b', 1)] })).toEqual([
      '3.0 GB are free at /a, 4.0 GB are needed for a, b',
    ]);
    expect(seen({ disks: [disk('a', 1), disk('b', 2)] })).toEqual([]);
  });

  it('says how much memory is needed', () => {
    expect(seen({ availableMemoryBytes: 5e8 })).toEqual(['500 MB of memory are free, 1.5 GB are needed']);
  });

  it('names missing cgroup controllers', () => {
    expect(seen({ missingControllers: ['memory', 'pids'] })[0]).toContain('memory, pids');
  });

  it('writes all obstacles into one letter, each with its cure', () => {
    const facts = { ...fine, port: { number: 30080, holder: 'nginx' }, availableMemoryBytes: 0 };
    const letter = describeObstacles('Start the cluster', findObstacles(facts));
    expect(letter.message).toMatch(/2 things are in the way[^]+nginx[^]+memory/);
    expect(letter.hint).toMatch(/--port=30081[^]+memory/);
  });
});

describe('formatSize', () => {
  it.each([
    [3e8, '300 MB'],
    [1.25e9, '1.3 GB'],
  ])('%d is %s', (bytes, text) => {
    expect(formatSize(bytes)).toBe(text);
  });
});

describe('explainFullDisk', () => {
  const disks = [
    { folder: '/data', variable: 'XDG_DATA_HOME', freeBytes: 9e9 },
    { folder: '/cache', variable: 'XDG_CACHE_HOME', freeBytes: 0 },
  ] as const;

  it('names the disk that is full, what is needed there and how to move', () => {
    const letter = explainFullDisk(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' }), () => disks);
    expect(letter).toMatchObject({
      message: expect.stringMatching(/below \/cache: .*2 GB/),
      hint: expect.stringContaining('XDG_CACHE_HOME'),
    });
  });

  it('leaves any other failure as it is', () => {
    const other = new Error('other');
    expect(explainFullDisk(other, () => disks)).toBe(other);
  });
});
