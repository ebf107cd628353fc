import { describe, expect, it } from 'vitest';
import { formatError } from '../../lib/errors';
import { explainFilledDisk, explainFullDisk } from './disk';
import { parseDockerfile } from './dockerfile';
import { explainFailure, isDiskFull } from './failure';
import { explainSize, parseLayers } from './size';

const project = { name: 'backend', workspace: '/ws', root: 'apps/backend' };
const facts = {
  plan: { project, dockerfile: '/ws/apps/backend/Dockerfile' },
  dockerfile: parseDockerfile('FROM a\nRUN pip install x\n'),
  result: { argv: [], exitCode: 1, signal: null, timedOut: false, stdout: '', stderr: '' },
  step: { stage: '1', step: 2, total: 2, text: 'RUN pip install x', startedAt: 0, cached: false },
  tail: ['ERROR: No matching distribution found for x'],
  logFile: 'dist/apps/backend/container.log',
};

describe('explainFailure', () => {
  it('gives the line of the Dockerfile, what was said and where the rest is', () => {
    expect(formatError(explainFailure(facts))).toBe(
      [
        'Build the image of "backend": apps/backend/Dockerfile:2 failed.',
        '  2 | RUN pip install x',
        '    ERROR: No matching distribution found for x',
        'The whole log is in dist/apps/backend/container.log.',
      ].join('\n'),
    );
  });

  it('says so when the engine failed before the first step', () => {
    expect(explainFailure({ ...facts, step: undefined }).message).toContain(
      'Build the image of "backend" from apps/backend/Dockerfile: the engine ended with exit code 1.',
    );
  });
});

describe('a full disk', () => {
  it.each([
    ['write /x: no space left on device', true],
    ['npm error nospc ENOSPC: no space left', true],
    ['space is the place', false],
  ])('is seen in %j: %s', (line, wanted) => {
    expect(isDiskFull([line])).toBe(wanted);
  });

  it('is named with its place, what is free and what is needed', () => {
    const places = [
      { path: '/store', freeBytes: 120_000_000 },
      { path: '/tmp', freeBytes: 9e9 },
    ];
    expect(explainFullDisk(places, 2e9)?.message).toBe(
      'Build an image: /store has 120.0 MB free, a build needs 2.0 GB.',
    );
  });

  it.each([
    [1_000_000, 'Build an image: /tmp has 1.0 MB free, a build needs 2.0 GB.'],
    [2.5e9, 'Build an image: a disk became full. /tmp has 2.5 GB free again; this build needs more.'],
  ])('that became so and has %d bytes now is the one with the least room', (freeBytes, letter) => {
    const places = [
      { path: '/store', freeBytes: 3e9 },
      { path: '/tmp', freeBytes },
    ];
    expect(explainFilledDisk(places, 2e9)?.message).toBe(letter);
  });

  it('is none while there is room', () => {
    expect(explainFullDisk([{ path: '/store', freeBytes: 2e9 }], 2e9)).toBeUndefined();
  });
});

describe('parseLayers', () => {
  it('reads the words of podman and of Docker', () => {
    expect(parseLayers('205 kB\tCOPY a\n1.2GB\tRUN b\n78 MB\t\n0 B\tCMD\n')).toEqual([
      { sizeBytes: 1.2e9, createdBy: 'RUN b' },
      { sizeBytes: 78e6, createdBy: 'base image' },
      { sizeBytes: 205e3, createdBy: 'COPY a' },
      { sizeBytes: 0, createdBy: 'CMD' },
    ]);
  });
});

describe('explainSize', () => {
  it('names the three largest layers', () => {
    const layers = [
      { sizeBytes: 300e6, createdBy: '/bin/sh -c #(nop) COPY dir:1 in /models' },
      { sizeBytes: 200e6, createdBy: '/bin/sh -c pip install torch' },
      { sizeBytes: 50e6, createdBy: 'base image' },
      { sizeBytes: 1e6, createdBy: 'COPY src' },
    ];
    expect(explainSize('todo-app/backend', 551e6, 500, layers).message).toBe(
      [
        'Accept todo-app/backend: it has 551.0 MB, and maxSizeMb allows 500 MB. Its largest layers:',
        '  300.0 MB  COPY dir:1 in /models',
        '  200.0 MB  pip install torch',
        '   50.0 MB  base image',
      ].join('\n'),
    );
  });
});
