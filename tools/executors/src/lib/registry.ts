import type { Engine } from './engine';
import type { Run } from './run';

/** Whether a registry holds an image; `unknown` where it cannot be asked from here. */
export type Presence = 'present' | 'absent' | 'unknown';

const timeoutSeconds = 15;
/** The kinds of manifests that a registry is asked for, as an `Accept` header. */
export const manifestTypes = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
].join(', ');

/** The registry that a repository names, such as `ghcr.io` or `127.0.0.1:5000`; `undefined` if it names none. Pure. */
export function findRegistry(repository: string): string | undefined {
  const [first = '', ...rest] = repository.split('/');
  const isHost = first.includes('.') || first.includes(':') || first === 'localhost';
  return rest.length > 0 && isHost ? first : undefined;
}

/** Whether a registry is on this machine, where plain HTTP is as good as HTTPS. Pure. */
export function isLoopback(registry: string): boolean {
  return /^(localhost|127(\.\d+){3})(:\d+)?$/.test(registry);
}

/**
 * Asks a registry whether it holds a manifest. One on this machine is asked directly; any other through the engine,
 * which knows the login.
 *
 * @param digest `sha256:…`
 */
export async function readPresence(run: Run, engine: Engine, repository: string, digest: string): Promise<Presence> {
  const registry = findRegistry(repository);
  if (!registry) return 'unknown';
  if (isLoopback(registry)) return headManifest(registry, repository.slice(registry.length + 1), digest);
  const argv = [engine.program, 'manifest', 'inspect', `${repository}@${digest}`];
  const { exitCode, stderr } = await run(argv, { env: engine.env, timeoutSeconds });
  if (exitCode === 0) return 'present';
  return /manifest unknown|no such manifest|name unknown|not found: manifest/i.test(stderr) ? 'absent' : 'unknown';
}

async function headManifest(registry: string, name: string, digest: string): Promise<Presence> {
  try {
    const { status } = await fetch(`http://${registry}/v2/${name}/manifests/${digest}`, {
      method: 'HEAD',
      headers: { accept: manifestTypes },
      signal: AbortSignal.timeout(timeoutSeconds * 1000),
    });
    if (status === 200) return 'present';
    return status === 404 ? 'absent' : 'unknown';
  } catch {
    return 'unknown';
  }
}
