import type { Cluster } from './cluster-file';
import type { RenderedObject } from './render';
import { isValues, valueAt } from './values';
import { pause } from './watch';

/** Where the release answers from outside: a Service of type NodePort at the address of a node. Pure. */
export function findUrl(objects: readonly RenderedObject[], { url }: Pick<Cluster, 'url'>): string | undefined {
  if (!url) return undefined;
  const known = new URL(url);
  const ports = objects
    .filter(({ kind, body }) => kind === 'Service' && valueAt(body, 'spec', 'type') === 'NodePort')
    .flatMap(({ body }) => listPorts(body))
    .map(({ nodePort }) => Number(nodePort))
    .filter((port) => port > 0);
  // a loopback address is that one port of a node, forwarded; any other address is the node itself, with all its ports
  const isLoopback = /^(localhost|127\.|\[::1\])/.test(known.hostname);
  if (isLoopback) return ports.includes(forwardedPort) ? url : undefined;
  const port = ports.includes(forwardedPort) ? forwardedPort : ports[0];
  return port === undefined ? undefined : `${known.protocol}//${known.hostname}:${port}`;
}

/** The port of a node that a cluster.json's `url` stands for, whatever port of this machine leads there. */
const forwardedPort = 30080;

/** The command that reaches a release without an address from outside; `undefined` if it has no Service. Pure. */
export function formatPortForward(objects: readonly RenderedObject[], namespace: string): string | undefined {
  const services = objects.filter(({ kind }) => kind === 'Service');
  const service = services.find(({ body }) => valueAt(body, 'spec', 'type') === 'NodePort') ?? services[0];
  const port = service && Number(listPorts(service.body)[0]?.['port']);
  return service && port ? `kubectl -n ${namespace} port-forward service/${service.name} 8080:${port}` : undefined;
}

/**
 * Asks the URL until it answers; `false` if it does not in time or before the signal. A release that is ready may still
 * be unreachable.
 */
export async function waitForUrl(url: string, seconds: number, signal: AbortSignal): Promise<boolean> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    for (const path of ['/readyz', '/']) {
      const answer = await fetch(new URL(path, url), { redirect: 'manual', signal: AbortSignal.timeout(3000) }).catch(
        () => undefined,
      );
      if (answer && answer.status < 400) return true;
    }
    if (signal.aborted || Date.now() > deadline) return false;
    await pause(300, signal);
  }
}

function listPorts(body: RenderedObject['body']): Readonly<Record<string, unknown>>[] {
  const ports = valueAt(body, 'spec', 'ports');
  return Array.isArray(ports) ? ports.filter(isValues) : [];
}
