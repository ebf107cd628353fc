import { UserError } from '@todo-app/executors';
import type { Cluster } from './cluster-file';
import type { Context } from './context';
import { type UserContext, classifyProvider } from './contexts';
import { describeKind } from './foreign-kind';
import type { ForeignNode } from './foreign-nodes';
import { describeMinikube } from './minikube';
import type { Component } from './report';

/** Loaded here only: the API's client takes a moment, and our own cluster does without. */
const askNodes = async (user: Pick<UserContext, 'name' | 'kubeconfig'>): Promise<ForeignNode[] | undefined> =>
  (await import('./foreign-nodes.js')).listNodes(user);

/**
 * A cluster of the user's own. The current context is used if it answers, else left alone (undefined);
 * a named one must answer.
 */
export async function useForeign(
  choice: { kind: 'named' | 'current'; context: UserContext },
  context: Context,
): Promise<Cluster | undefined> {
  const { name, server } = choice.context;
  const nodes = await askNodes(choice.context);
  if (!nodes && choice.kind === 'current') {
    context.progress.say(`Your current context "${name}" is local but does not answer, so our own cluster is used.`);
    return undefined;
  }
  if (!nodes)
    throw new UserError(
      `Use the context "${name}": ${server || 'its cluster'} does not answer.`,
      'Start that cluster, or leave --context out to have one made here.',
    );
  return describe(choice.context, nodes, context);
}

async function describe(user: UserContext, nodes: readonly ForeignNode[], context: Context): Promise<Cluster> {
  const provider = classifyProvider(user);
  const base = {
    owned: false,
    context: user.name,
    kubeconfig: user.kubeconfig,
    nodes: nodes.map(({ name, architecture }) => ({ name, architecture })),
    engine: null,
  } as const;
  const loopback = 'http://127.0.0.1:30080';
  const address = nodes[0]?.address;
  const direct = address ? `http://${address}:30080` : loopback;
  if (provider === 'minikube') return { ...base, provider, ...(await describeMinikube(user, address, context)) };
  if (provider === 'kind') return { ...base, provider, ...(await describeKind(nodes, direct, context)) };
  if (provider === 'k3d') return { ...base, provider, load: 'registry', url: direct };
  if (provider === 'docker-desktop') return { ...base, provider, load: 'none', url: loopback };
  // these share the images of the docker beside them; any other cluster fetches from a registry
  if (provider === 'other-local') return { ...base, provider: 'other', load: 'none', url: loopback };
  return { ...base, provider: 'other', load: 'registry', url: direct };
}

/** The nodes of a cluster that is not ours, as parts; undefined if it does not answer. */
export async function readForeignHealth({
  context,
  kubeconfig,
}: Pick<Cluster, 'context' | 'kubeconfig'>): Promise<Component[] | undefined> {
  const nodes = await askNodes({ name: context, kubeconfig });
  return nodes?.map(({ name, ready }) => ({
    name: `node ${name}`,
    healthy: ready,
    reason: ready ? 'ready' : 'not ready',
    log: [],
  }));
}
