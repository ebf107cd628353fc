import type { Cluster } from './cluster-file';
import type { Context } from './context';
import type { ForeignNode } from './foreign-nodes';
import { findProgram } from './machine';

/** How a kind cluster of the user's own takes images, and where its NodePort answers: through the engine that has its node. */
export async function describeKind(
  nodes: readonly ForeignNode[],
  direct: string,
  { run, signal }: Context,
): Promise<Pick<Cluster, 'load' | 'url' | 'engine'>> {
  const node = nodes[0]?.name ?? '';
  for (const program of ['docker', 'podman']) {
    if (!findProgram(program)) continue;
    const found = await run([program, 'port', node, '30080/tcp'], { signal, timeoutSeconds: 5 });
    const known = await run([program, 'container', 'inspect', '--format', '{{.Id}}', node], {
      signal,
      timeoutSeconds: 5,
    });
    if (known.exitCode !== 0) continue;
    const port = /:(\d+)\s*$/m.exec(found.stdout)?.[1];
    const url = found.exitCode === 0 && port ? `http://127.0.0.1:${port}` : direct;
    return { load: 'kind', url, engine: { program, env: {} } };
  }
  return { load: 'registry', url: direct, engine: null };
}
