import { isIP } from 'node:net';
import type { Cluster } from './cluster-file';
import type { Context } from './context';
import { findProgram } from './machine';

/**
 * Whether this machine reaches the node of a minikube at its own address. minikube decides that by platform and driver
 * (not with a container on macOS, Windows or Docker Desktop, nor with qemu's own network), and tells in the kubeconfig:
 * there the API server is at the node's address, or behind a port that is forwarded from another one.
 */
export function isNodeReachable(server: string, address: string): boolean {
  const host = new URL(server).hostname.replace(/^\[|\]$/g, '');
  return host === address || (isIP(host) === 0 && host !== 'localhost');
}

/** How a minikube takes images, and where its NodePort answers: at the node's address if that is reached from here. */
export async function describeMinikube(
  { name: profile, server }: { name: string; server: string },
  address: string | undefined,
  { run, progress, signal }: Context,
): Promise<Pick<Cluster, 'load' | 'url'>> {
  const there = findProgram('minikube') !== undefined;
  if (!there)
    progress.say('minikube is not on PATH, so images cannot be put into its node: they must come from a registry.');
  const asked = there && (await run(['minikube', 'ip', '--profile', profile], { signal, timeoutSeconds: 10 }));
  const node = (asked && asked.exitCode === 0 && asked.stdout.trim()) || address;
  const load = there ? 'minikube' : 'registry';
  if (node && isNodeReachable(server, node)) return { load, url: `http://${node}:30080` };
  progress.say(
    `The node of "${profile}" is not reached from here by its address. After the deploy, this makes a way and prints it: minikube service --profile ${profile} --namespace todo-app frontend-svc --url`,
  );
  return { load, url: null };
}
