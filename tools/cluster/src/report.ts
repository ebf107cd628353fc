/** One part of a cluster, and the last lines of its log if it ails. */
export interface Component {
  name: string;
  healthy: boolean;
  reason: string;
  log: readonly string[];
}

/** What `status` found. `killed`: the engine says that it runs, but its processes are gone. */
export interface Status {
  state: 'absent' | 'stopped' | 'killed' | 'healthy' | 'unhealthy';
  context: string | undefined;
  url: string | undefined;
  kubeconfig: string | undefined;
  components: readonly Component[];
}

const sentences: Record<Status['state'], string> = {
  absent: 'There is no cluster of ours. Make one: npx nx up cluster',
  stopped: 'is stopped; its data is kept. Start it: npx nx up cluster',
  killed: 'was killed from outside; its data is kept. Put it right: npx nx up cluster',
  healthy: 'is healthy.',
  unhealthy: 'is not healthy.',
};

/** The status for people: one sentence, then each part that ails with the end of its log. */
export function formatStatus({ state, context, url, kubeconfig, components }: Status): string {
  if (state === 'absent') return sentences.absent;
  const ailing = components.filter(({ healthy }) => !healthy);
  const well = components.length - ailing.length;
  return [
    `The cluster ${context} ${sentences[state]}`,
    ...(components.length > 0 ? [`  ${well} of ${components.length} parts are healthy`] : []),
    ...ailing.flatMap(({ name, reason, log }) => [`  ${name}: ${reason}`, ...log.map((line) => `    ${line}`)]),
    ...(url === undefined ? [] : [`  application  ${url}`]),
    `  kubeconfig   ${kubeconfig}`,
  ].join('\n');
}

/** The status for programs. */
export const formatStatusJson = (status: Status): string => JSON.stringify(status, undefined, 2);
