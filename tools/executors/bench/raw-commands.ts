import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Engine, findEngine, readClusterFile, type Run, runOrThrow } from '../src';
import { provideBase } from '../src/executors/container/bases/provide';
import { findBaseRequests } from '../src/executors/container/bases/requests';
import { findCaBundle } from '../src/executors/container/ca';
import { parseDockerfile } from '../src/executors/container/dockerfile';

/** What a person would type instead of the executors, on the same engine, bases, node and release. */
export interface RawCommands {
  /** podman build, save, ctr import, `helm upgrade --wait` with the new tag. */
  deployBackend: (tag: string) => Promise<void>;
  /** `helm upgrade --wait` with the values that the release has. */
  upgrade: () => Promise<void>;
}

/** Prepares the raw commands for a workspace whose cluster is up and whose release is deployed. */
export async function prepareRawCommands(run: Run, root: string, helm: string): Promise<RawCommands> {
  const engine = await findEngine(run, root, 'auto');
  const cluster = readClusterFile(root);
  const node = cluster.nodes[0]?.name ?? '';
  const buildArgs = await resolveBuildArgs(run, engine, root);
  const upgradeArgs = ['upgrade', 'todo-app', join(root, 'libs/k8s-chart'), '--reuse-values', '--wait'];
  const access = ['--namespace', 'todo-app', '--kubeconfig', cluster.kubeconfig, '--kube-context', cluster.context];
  const upgrade = async (...set: readonly string[]): Promise<void> => {
    await runOrThrow(run, [helm, ...upgradeArgs, ...access, ...set]);
  };
  return {
    upgrade: () => upgrade(),
    deployBackend: async (tag) => {
      const image = `docker.io/todo-app/backend:${tag}`;
      const archive = join(root, 'dist/raw.tar');
      const build = [engine.program, 'build', '--tag', image, '--file', join(root, 'apps/backend/Dockerfile')];
      await runOrThrow(run, [...build, ...buildArgs, join(root, 'apps/backend')], { env: engine.env });
      const save = ['save', '--quiet', '--format', 'oci-archive', '--uncompressed', '--output', archive, image];
      await runOrThrow(run, ['rm', '-f', archive]);
      await runOrThrow(run, [engine.program, ...save], { env: engine.env });
      const carrier = cluster.engine ?? engine;
      const load = [carrier.program, 'exec', '-i', node, 'ctr', '-n', 'k8s.io', 'images', 'import', '-'];
      await runOrThrow(run, load, { env: carrier.env, input: createReadStream(archive) });
      await upgrade('--set', `backend.image.tag=${tag}`, '--set', 'backend.image.inputs=');
    },
  };
}

async function resolveBuildArgs(run: Run, engine: Engine, root: string): Promise<string[]> {
  const platform = `linux/${process.arch === 'x64' ? 'amd64' : process.arch}`;
  const text = readFileSync(join(root, 'apps/backend/Dockerfile'), 'utf8');
  const requests = findBaseRequests(parseDockerfile(text), {});
  const bases = await Promise.all(
    requests.map((request) => provideBase(run, engine, request, platform, () => undefined)),
  );
  const args = bases.flatMap(({ arg, reference }) => (arg ? ['--build-arg', `${arg}=${reference}`] : []));
  const bundle = findCaBundle(process.env);
  return [...args, '--network', 'host', ...(bundle ? ['--secret', `id=ca,src=${bundle}`] : [])];
}
