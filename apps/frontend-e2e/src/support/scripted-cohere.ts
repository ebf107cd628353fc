import { connect, NAMESPACE } from './cluster.js';
import type { Cluster } from './target.js';

/** What the scripted model, which `scripts/with-scripted-cohere.sh` puts beside the release, has seen so far. */
export async function readScriptedCohere(
  cluster: Cluster,
): Promise<{ requests: number; hang_ups: number; mistakes: string[] }> {
  const service = { name: 'scripted-cohere:http', namespace: NAMESPACE, path: '' };
  const answer: unknown = await connect(cluster).connectGetNamespacedServiceProxyWithPath(service);
  // the client gives JSON as text or as what it says, as its media type has it
  return (typeof answer === 'string' ? JSON.parse(answer) : answer) as Awaited<ReturnType<typeof readScriptedCohere>>;
}
