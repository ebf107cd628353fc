import { describe, expect, it } from 'vitest';
import { findObject, listContainers, podTemplate } from './kubernetes-object';
import { render, renderLayers } from './render';
import { leastValues } from './values-files';

const digest = `sha256:${'a'.repeat(64)}`;
const inputs = `sha256:${'b'.repeat(64)}`;

async function backendImages(image: Record<string, string>): Promise<string[]> {
  const objects = await render({ backend: { image } });
  const own = listContainers(objects).filter(([name]) =>
    /^Deployment\/todo-app-backend\/(migrate|backend)$/.test(name),
  );
  return [...new Set(own.map(([, container]) => container.image))];
}

describe('an image', () => {
  it('is named by its tag', async () => {
    expect(await backendImages({ tag: 'abc' })).toEqual(['todo-app/backend:abc']);
  });

  it('is named by its digest', async () => {
    expect(await backendImages({ tag: '', digest })).toEqual([`todo-app/backend@${digest}`]);
  });

  it('is named by both', async () => {
    expect(await backendImages({ tag: 'abc', digest })).toEqual([`todo-app/backend:abc@${digest}`]);
  });

  it('comes from the repository that is given, with its port', async () => {
    const repository = 'registry.example.org:5000/me/todo-backend';
    expect(await backendImages({ repository, tag: 'abc' })).toEqual([`${repository}:abc`]);
  });

  it.each(['backend', 'frontend', 'gateway', 'postgres'])(
    'of %s is refused without tag and digest, in a sentence',
    async (component) => {
      const { exitCode, stderr } = await renderLayers(leastValues, {
        postgres: { enabled: true },
        [component]: { ...(component === 'postgres' && { enabled: true }), image: { tag: '' } },
      });
      expect(exitCode).not.toBe(0);
      expect(stderr).toContain(`Set ${component}.image.tag or ${component}.image.digest.`);
    },
  );

  it.each([
    ['backend', 'Deployment'],
    ['frontend', 'Deployment'],
    ['postgres', 'StatefulSet'],
  ])('of %s says what it was made from, without touching the pods', async (component, kind) => {
    const postgres = { enabled: true };
    const before = findObject(await render({ postgres }), kind, `todo-app-${component}`);
    const layers = [{ postgres }, { [component]: { image: { inputs } } }];
    const after = findObject(await render(...layers), kind, `todo-app-${component}`);
    expect(after.metadata.annotations).toEqual({ [`todo-app/image-inputs.${component}`]: inputs });
    expect(before.metadata.annotations).toBeUndefined();
    expect(podTemplate(after)).toEqual(podTemplate(before));
  });

  it('of the gateway is one and the same in both pods, and a new one rolls both', async () => {
    const images = async (values: object) =>
      listContainers(await render({ gateway: { image: values } })).flatMap(([name, { image }]) =>
        name.endsWith('/gateway') ? [[name, image]] : [],
      );
    const both = (image: string) => [
      ['Deployment/todo-app-backend/gateway', image],
      ['Deployment/todo-app-frontend/gateway', image],
    ];
    expect(await images({})).toEqual(both('todo-app/gateway:g1'));
    expect(await images({ tag: 'g2' })).toEqual(both('todo-app/gateway:g2'));
  });

  it('of the gateway says on both Deployments what it was made from, beside what theirs was made from', async () => {
    const objects = await render({ backend: { image: { inputs } }, gateway: { image: { inputs } } });
    const annotations = (name: string) => findObject(objects, 'Deployment', name).metadata.annotations;
    expect(annotations('todo-app-frontend')).toEqual({ 'todo-app/image-inputs.gateway': inputs });
    expect(annotations('todo-app-backend')).toEqual({
      'todo-app/image-inputs.backend': inputs,
      'todo-app/image-inputs.gateway': inputs,
    });
  });

  it('is pulled with the Secrets that are named', async () => {
    const objects = await render({ imagePullSecrets: ['one', 'two'], postgres: { enabled: true } });
    const workloads = objects.filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet');
    expect(workloads).toHaveLength(3);
    for (const workload of workloads) {
      expect(podTemplate(workload).spec['imagePullSecrets']).toEqual([{ name: 'one' }, { name: 'two' }]);
    }
  });
});
