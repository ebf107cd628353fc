import { UserError } from '@todo-app/executors';
import { type UserContext, type UserContexts, classifyProvider, isLocalServer } from './contexts';
import type { Machine } from './machine';

/** Which cluster to use. `why` is a line for the user where the choice may surprise. */
export type ClusterChoice = { kind: 'own'; why?: string } | { kind: 'named' | 'current'; context: UserContext };

/**
 * A named context wins, wherever it is. Else our own cluster, if it was asked for by its name. Else the current
 * context, if it is plainly local; whether it runs is for the caller to see. Else our own.
 */
export function chooseCluster(
  wish: { context?: string; cluster?: string },
  user: UserContexts,
  ownContext: string,
): ClusterChoice {
  if (wish.context !== undefined) return chooseNamed(wish.context, user, ownContext);
  if (wish.cluster !== undefined) return { kind: 'own' };
  const context = user.contexts.find(({ name }) => name === user.current);
  if (!context || context.name === ownContext) return { kind: 'own' };
  if (classifyProvider(context) !== 'other' && isLocalServer(context.server)) return { kind: 'current', context };
  return {
    kind: 'own',
    why: `Your current context "${context.name}" is not plainly local, so it is left alone (to use it: --context=${context.name}).`,
  };
}

function chooseNamed(wanted: string, user: UserContexts, ownContext: string): ClusterChoice {
  const context = user.contexts.find(({ name }) => name === wanted);
  if (context) return { kind: 'named', context };
  if (wanted === ownContext) return { kind: 'own' };
  const known = user.contexts.map(({ name }) => name);
  throw new UserError(
    `Choose the cluster: your kubeconfig has no context "${wanted}".`,
    known.length > 0 ? `It has: ${known.join(', ')}.` : 'It has none at all. Without --context a cluster is made here.',
  );
}

/** What can be had of engines on a machine. */
export interface EngineFacts {
  /** Docker's daemon answers and buildx is there. */
  docker: boolean;
  /** Docker's daemon answers, but buildx is missing. */
  lacksBuildx?: boolean;
  podman: boolean;
}

/** Which engine builds images; `install` where the set-up can bring podman, undefined where there is no way. */
export function chooseBuilder(machine: Machine, engines: EngineFacts): 'docker' | 'podman' | 'install' | undefined {
  if (engines.docker) return 'docker';
  if (engines.podman) return 'podman';
  return machine.root && machine.debian ? 'install' : undefined;
}

/**
 * Which engine carries the nodes. Docker hands every capability to a privileged container, which fails where the
 * machine lacks one; podman hands on what there is.
 */
export function chooseCarrier(machine: Machine, engines: EngineFacts): 'docker' | 'podman' | 'install' | undefined {
  const dockerCan = engines.docker && (machine.platform !== 'linux' || machine.mayRaiseLimits);
  return chooseBuilder(machine, { ...engines, docker: dockerCan });
}

/** What decides where the node image comes from. */
export interface NodeImageFacts {
  /** What the carrying engine has already. */
  present: { compiled: boolean; official: boolean };
  registry: boolean;
  /** The version of Go, if it is there and recent enough. */
  go: string | undefined;
  /** mmdebstrap is there or can be installed. */
  debianRoots: boolean;
}

/** The image that is there is taken; else kind's own if a registry answers; else one is made here. */
export function chooseNodeImage({
  present,
  registry,
  go,
  debianRoots,
}: NodeImageFacts): 'official' | 'compiled' | undefined {
  if (present.compiled) return 'compiled';
  if (present.official || registry) return 'official';
  return go && debianRoots ? 'compiled' : undefined;
}

/** The letter for a machine where no cluster can be had: what is missing, and every way out. */
export function describeNoWay(doing: string, missing: readonly string[]): UserError {
  return new UserError(
    `${doing}: this machine lacks what it takes.\n${missing.map((line) => `  - ${line}`).join('\n')}`,
    [
      'Any one of these is enough:',
      '  - start Docker, then run the command again',
      '  - start a local cluster (minikube start, or kind create cluster) and make it the current context',
      '  - name a cluster of your own: npx nx up cluster --context=NAME',
      '  - on Debian or Ubuntu, run as root, with Go installed (https://go.dev/dl): all else is brought by the set-up',
    ].join('\n'),
  );
}
