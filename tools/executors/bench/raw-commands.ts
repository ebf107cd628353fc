import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Engine, findEngine, readClusterFile, runOrThrow } from '../src';
import { loadBases, provideBase } from '../src/executors/container/bases/provide';
import { findBaseRequests } from '../src/executors/container/bases/requests';
import { findCaBundle } from '../src/executors/container/ca';
import { parseDockerfile } from '../src/executors/container/dockerfile';
import { findHelm } from '../src/executors/helm-deploy/helm';
import { type ImageKey, images } from './images';
import type { Workbench } from './workbench';

/** What a person would type instead of the executors, on the same engine, bases and node. */
export interface RawCommands {
  /** Builds one image, and returns its tag. */
  build: (image: ImageKey) => Promise<string>;
  /** Saves one image of the engine, and imports it into the node. */
  load: (name: string) => Promise<void>;
  /** Removes one image from the node, with the layers that no other has. */
  forget: (name: string, imageId: string) => Promise<void>;
  /** All images built, saved and imported, and `helm upgrade --install --wait` into an empty cluster. */
  deployAll: () => Promise<void>;
  /** The backend built, saved and imported, and `helm upgrade --wait` with its new tag. */
  deployBackend: () => Promise<void>;
  /** `helm upgrade --wait` with the values that the release has. */
  upgrade: () => Promise<void>;
}

let tags = 0;

/** Prepares the raw commands for a workspace whose cluster is up. */
export async function prepareRawCommands({ run, root, litter }: Workbench): Promise<RawCommands> {
  const engine = await findEngine(run, root, 'auto');
  const { program: helm } = await findHelm(run, root);
  const cluster = readClusterFile(root);
  const node = cluster.nodes[0]?.name ?? '';
  const chart = join(root, 'libs/k8s-chart');
  const access = ['--namespace', 'todo-app', '--kubeconfig', cluster.kubeconfig, '--kube-context', cluster.context];
  const upgrade = async (...flags: readonly string[]): Promise<void> => {
    await runOrThrow(run, [helm, 'upgrade', 'todo-app', chart, ...access, '--wait', ...flags]);
  };
  const build = async (image: ImageKey): Promise<string> => {
    const tag = `raw-${process.pid}-${(tags += 1)}`;
    const { context, folder } = images[image];
    litter.add(nameOf(image, tag));
    const argv = [engine.program, 'build', '--tag', nameOf(image, tag), '--file', join(root, folder, 'Dockerfile')];
    await runOrThrow(run, [...argv, ...buildArgs[image], join(root, context)], { env: engine.env });
    return tag;
  };
  const carrier = cluster.engine ?? engine;
  const ctr = [carrier.program, 'exec', '-i', node, 'ctr', '-n', 'k8s.io'];
  const load = async (name: string): Promise<void> => {
    const archive = join(root, 'dist/raw.tar');
    const save = ['save', '--quiet', '--format', 'oci-archive', '--uncompressed', '--output', archive];
    await runOrThrow(run, ['rm', '-f', archive]);
    await runOrThrow(run, [engine.program, ...save, name], { env: engine.env });
    const input = createReadStream(archive);
    await runOrThrow(run, [...ctr, 'images', 'import', '-'], { env: carrier.env, input });
  };
  const bring = async (image: ImageKey): Promise<string> => {
    const tag = await build(image);
    await load(nameOf(image, tag));
    return tag;
  };
  const buildArgs = {
    backend: await resolveBuildArgs('backend', engine, { run, root }),
    frontend: await resolveBuildArgs('frontend', engine, { run, root }),
    gateway: await resolveBuildArgs('gateway', engine, { run, root }),
    postgres: await resolveBuildArgs('postgres', engine, { run, root }),
  };
  return {
    build,
    load,
    forget: async (...names) => {
      await runOrThrow(run, [...ctr, 'images', 'rm', '--sync', ...names], { env: carrier.env });
    },
    deployAll: async () => {
      const sets: string[] = ['--set', 'secrets.create=true'];
      for (const image of ['backend', 'frontend', 'gateway', 'postgres'] as const)
        sets.push('--set', `${image}.image.tag=${await bring(image)}`);
      await upgrade('--install', '--create-namespace', '--values', join(chart, 'values/local.yaml'), ...sets);
    },
    deployBackend: async () => {
      const tag = await bring('backend');
      await upgrade('--reuse-values', '--set', `backend.image.tag=${tag}`, '--set', 'backend.image.inputs=');
    },
    upgrade: () => upgrade('--reuse-values'),
  };
}

const nameOf = (image: ImageKey, tag: string): string => `docker.io/todo-app/${image}:${tag}`;

/** The bases that the executor would take, as build arguments, and in the engine. */
async function resolveBuildArgs(
  image: ImageKey,
  engine: Engine,
  { run, root }: Pick<Workbench, 'run' | 'root'>,
): Promise<string[]> {
  const platform = `linux/${process.arch === 'x64' ? 'amd64' : process.arch}`;
  const dockerfile = parseDockerfile(readFileSync(join(root, images[image].folder, 'Dockerfile'), 'utf8'));
  const bases = await Promise.all(
    findBaseRequests(dockerfile, {}).map((request) => provideBase(run, engine, request, platform, () => undefined)),
  );
  await loadBases(run, engine, bases);
  const args = bases.flatMap(({ arg, reference }) => (arg ? ['--build-arg', `${arg}=${reference}`] : []));
  const bundle = findCaBundle(process.env);
  return [...args, '--network', 'host', ...(bundle ? ['--secret', `id=ca,src=${bundle}`] : [])];
}
