import { expect, it } from 'vitest';
import { listNames } from './kubernetes-object';
import { render, renderLayers } from './render';
import { leastValues } from './values-files';

it('makes exactly the reviewed objects when told nothing but images and a Secret', async () => {
  const { exitCode, manifest, stderr } = await renderLayers(leastValues);
  expect(exitCode, stderr).toBe(0);
  // Helm 4 ends each object with an empty line, Helm 3 does not
  await expect(manifest.replace(/\n+(?=---\n|$)/g, '\n')).toMatchFileSnapshot('defaults.yaml.snap');
});

it('keeps the names that the rest of the project knows', async () => {
  expect(listNames(await render({ postgres: { enabled: true } }))).toEqual([
    'ConfigMap/todo-app-config',
    'Deployment/todo-app-backend',
    'Deployment/todo-app-frontend',
    'NetworkPolicy/todo-app-backend',
    'NetworkPolicy/todo-app-frontend',
    'NetworkPolicy/todo-app-postgres',
    'Pod/todo-app-test-frontend',
    'Service/backend-svc',
    'Service/frontend-svc',
    'Service/todo-app-postgres',
    'ServiceAccount/todo-app-backend',
    'ServiceAccount/todo-app-frontend',
    'ServiceAccount/todo-app-postgres',
    'StatefulSet/todo-app-postgres',
  ]);
});

it('renders the same bytes twice', async () => {
  const [first, second] = await Promise.all([renderLayers(leastValues), renderLayers(leastValues)]);
  expect(first.manifest).toBe(second.manifest);
});
