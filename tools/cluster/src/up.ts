import { type Cluster, writeCluster } from './cluster-file';
import type { Context } from './context';
import { readUserContexts } from './contexts';
import { useForeign } from './foreign';
import { contextName, defaultName } from './kind';
import { chooseCluster } from './ladder';
import { upOwn } from './own-up';
import { type Probe, createProbe } from './probe';
import { formatDuration } from './progress';

/** What `up` may be told. */
export interface UpWish {
  cluster?: string;
  port?: number;
  context?: string;
}

/** `up`: finds, starts or makes a cluster, and writes which it is. Running it again changes nothing. */
export async function up(
  wish: UpWish,
  context: Context,
  env: NodeJS.ProcessEnv = process.env,
  probe: Probe = createProbe(context.paths),
): Promise<Cluster> {
  const started = Date.now();
  const name = wish.cluster ?? defaultName;
  const choice = chooseCluster(wish, readUserContexts(env), contextName(name));
  if (choice.kind === 'own' && choice.why) context.progress.say(choice.why);
  const foreign = choice.kind === 'own' ? undefined : await useForeign(choice, context);
  const cluster = foreign ?? (await upOwn({ name, port: wish.port }, context, probe));
  writeCluster(context.paths, cluster);
  const took = formatDuration(Date.now() - started);
  context.progress.say(
    `The cluster ${cluster.context} is ready (${took}).${cluster.url ? ` The application answers at ${cluster.url} once it is deployed.` : ''}`,
  );
  return cluster;
}
