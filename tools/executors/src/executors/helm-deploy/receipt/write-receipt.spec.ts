import type { V1Pod } from '@kubernetes/client-node';
import { describe, expect, it } from 'vitest';
import type { ImagePlan } from '../image-plan';
import type { Receipt } from './receipt';
import { findSources, listIds } from './write-receipt';

const reference = { repository: 'todo-app/web', tag: '1', digest: '' };
const commit = { commit: 'new', dirty: false, changed: [] };
const from = { commit: 'old', changed: ['x'] };
const before = { images: { web: { reference: 'todo-app/web:1', from } } } as unknown as Receipt;
const image = (reason: ImagePlan['reason']) => ({ key: 'web', reference, reason });

describe('findSources', () => {
  it.each(['new', 'same bytes', 'same inputs'] as const)('takes this commit for an image that is %s', (reason) => {
    expect(findSources(image(reason), commit, before)).toEqual({ commit: 'new', changed: [] });
  });

  it('remembers what a kept image was built from', () => {
    expect(findSources(image('kept from the live release'), commit, before)).toEqual(from);
  });

  it('does not know that of an image that the receipt before was not about', () => {
    const other = { ...image('kept from the live release'), reference: { ...reference, tag: '2' } };
    expect(findSources(other, commit, before)).toBeNull();
    expect(findSources(image('kept from the live release'), commit, undefined)).toBeNull();
  });

  it('does not know that of an image that the values name', () => {
    expect(findSources(image('named in the values'), commit, before)).toBeNull();
  });
});

it('tells what an image is called where it runs, init containers included', () => {
  const pod: V1Pod = {
    spec: {
      initContainers: [{ name: 'migrate', image: 'web:1' }],
      containers: [
        { name: 'web', image: 'web:1' },
        { name: 'sidecar', image: 'proxy:1' },
      ],
    },
    status: {
      initContainerStatuses: [{ name: 'migrate', imageID: 'sha256:a', image: '', ready: true, restartCount: 0 }],
      containerStatuses: [
        { name: 'web', imageID: 'sha256:a', image: '', ready: true, restartCount: 0 },
        { name: 'sidecar', imageID: 'sha256:b', image: '', ready: true, restartCount: 0 },
      ],
    },
  };
  expect(listIds([{ pods: [pod] }], 'web:1')).toEqual(['sha256:a']);
  expect(listIds([{ pods: [pod] }], 'web:2')).toEqual([]);
});
