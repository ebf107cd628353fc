import type { Cluster } from './cluster-file';
import type { Context } from './context';
import { findProgram } from './machine';

/** How a minikube takes images, and where its NodePort answers: at the node's address on Linux. */
export async function describeMinikube(
  profile: string,
  direct: string,
  { run, machine, progress, signal }: Context,
): Promise<Pick<Cluster, 'load' | 'url'>> {
  if (!findProgram('minikube')) {
    progress.say('minikube is not on PATH, so images cannot be put into its node: they must come from a registry.');
    return { load: 'registry', url: direct };
  }
  const { exitCode, stdout } = await run(['minikube', 'ip', '--profile', profile], { signal, timeoutSeconds: 10 });
  const address = stdout.trim();
  if (machine.platform !== 'linux')
    progress.say(
      `The node's address is not reached from here: after the deploy, run minikube service --profile ${profile} --namespace todo-app frontend-svc --url`,
    );
  return { load: 'minikube', url: exitCode === 0 && address ? `http://${address}:30080` : direct };
}
