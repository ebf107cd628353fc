/**
 * Puts a script that answers as Cohere would beside the release, in place of one that may be left over, and waits until
 * it is ready; or takes it away. `values/scripted-cohere.yaml` leads the backend to it.
 *
 * Usage: tsx apps/frontend-e2e/scripted-cohere/place.ts place|remove
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  ApiException,
  AppsV1Api,
  CoreV1Api,
  KubeConfig,
  type KubernetesObject,
  KubernetesObjectApi,
  loadAllYaml,
  type V1Pod,
} from '@kubernetes/client-node';

const workspace = join(import.meta.dirname, '../../..');
const namespace = 'todo-app';
const patienceSeconds = 60;

async function place(config: KubeConfig): Promise<void> {
  await remove(config);
  const api = KubernetesObjectApi.makeApiClient(config);
  for (const object of readObjects(await readBackendImage(config))) await api.create(object);
  const core = config.makeApiClient(CoreV1Api);
  await waitUntil('become ready', async () => {
    const { status } = await core.readNamespacedPod({ name: 'scripted-cohere', namespace });
    return status?.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True') ?? false;
  });
}

async function remove(config: KubeConfig): Promise<void> {
  const api = KubernetesObjectApi.makeApiClient(config);
  for (const object of readObjects('')) {
    await orAbsent(api.delete(object));
    const named = object as Parameters<typeof api.read>[0];
    await waitUntil('go', async () => (await orAbsent(api.read(named))) === undefined);
  }
}

/** The objects of the manifest, with what it cannot know: the script, and an image that runs it. */
function readObjects(image: string): KubernetesObject[] {
  const objects = loadAllYaml(readFileSync(join(import.meta.dirname, 'objects.yaml'), 'utf8')) as KubernetesObject[];
  return objects.map((object) => {
    const placed = { ...object, metadata: { ...object.metadata, namespace } };
    if (object.kind === 'ConfigMap') {
      const script = readFileSync(join(workspace, 'apps/backend/tests/scripted_cohere.py'), 'utf8');
      return { ...placed, data: { 'scripted_cohere.py': script } } as KubernetesObject;
    }
    if (object.kind !== 'Pod') return placed;
    const { spec } = object as V1Pod;
    const containers = spec?.containers.map((container) => ({ ...container, image }));
    return { ...placed, spec: { ...spec, containers } } as KubernetesObject;
  });
}

async function readBackendImage(config: KubeConfig): Promise<string> {
  const name = 'todo-app-backend';
  const { spec } = await config.makeApiClient(AppsV1Api).readNamespacedDeployment({ name, namespace });
  const image = spec?.template.spec?.containers.find((container) => container.name === 'backend')?.image;
  if (image === undefined) throw new Error(`the Deployment "${name}" names no image. Run: npx nx deploy k8s-chart`);
  return image;
}

async function waitUntil(what: string, isDone: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + patienceSeconds * 1000; Date.now() < deadline; await pause(500)) {
    if (await isDone()) return;
  }
  throw new Error(
    `it did not ${what} within ${patienceSeconds} s. Look: kubectl -n ${namespace} describe pod scripted-cohere`,
  );
}

async function orAbsent<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ApiException && error.code === 404) return undefined;
    throw error;
  }
}

function loadConfig(): KubeConfig {
  const file = join(workspace, 'dist/tools/cluster/cluster.json');
  const { kubeconfig, context } = JSON.parse(readFileSync(file, 'utf8')) as { kubeconfig: string; context: string };
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  config.setCurrentContext(context);
  return config;
}

const wish = process.argv[2];
const work = wish === 'place' ? place : wish === 'remove' ? remove : undefined;
if (!work) throw new Error('Usage: tsx apps/frontend-e2e/scripted-cohere/place.ts place|remove');
await work(loadConfig()).catch((error: unknown) => {
  console.error(`Scripted model, ${wish}: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
