import type { V1Container, V1Deployment } from '@kubernetes/client-node';
import { describe, expect, it } from 'vitest';
import { findLiveImage, parseLiveImages } from './release-state';

const gateway: V1Container = { name: 'gateway', image: 'todo-app/gateway:1', restartPolicy: 'Always' };

function deployment(component: string, containers: V1Container[], initContainers: V1Container[] = []): V1Deployment {
  const annotations = {
    [`todo-app/image-inputs.${component}`]: `inputs of ${component}`,
    'todo-app/image-inputs.gateway': 'inputs of gateway',
  };
  return {
    metadata: { name: `todo-app-${component}`, labels: { 'app.kubernetes.io/component': component }, annotations },
    spec: { selector: {}, template: { spec: { containers, initContainers } } },
  };
}

const backend = deployment(
  'backend',
  [{ name: 'backend', image: 'todo-app/backend:1' }],
  [{ name: 'migrate', image: 'todo-app/backend:1' }, gateway],
);
const frontend = deployment('frontend', [{ name: 'server', image: 'todo-app/frontend:1' }], [gateway]);

describe('the images of a live release', () => {
  const images = parseLiveImages([backend, frontend], []);

  it('are those of the workloads, by component, whatever the container is called', () => {
    expect(findLiveImage(images, 'backend')).toMatchObject({
      image: 'todo-app/backend:1',
      inputs: 'inputs of backend',
    });
    expect(findLiveImage(images, 'frontend')).toMatchObject({ image: 'todo-app/frontend:1' });
  });

  it('are those of sidecars, by the name of the container, in every pod that has one', () => {
    expect(images.filter(({ component }) => component === 'gateway')).toHaveLength(2);
    expect(findLiveImage(images, 'gateway')).toEqual({
      component: 'gateway',
      image: 'todo-app/gateway:1',
      inputs: 'inputs of gateway',
    });
  });

  it('are none for a component that runs nowhere, and none where two workloads do not agree', () => {
    const other = deployment('frontend', [{ name: 'frontend' }], [{ ...gateway, image: 'todo-app/gateway:2' }]);
    expect(findLiveImage(images, 'postgres')).toBeUndefined();
    expect(findLiveImage(parseLiveImages([backend, other], []), 'gateway')).toBeUndefined();
  });
});
