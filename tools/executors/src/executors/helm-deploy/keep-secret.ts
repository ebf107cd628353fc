import { UserError } from '../../lib/errors';
import { describeApiError, isConflict, type ClusterApi } from './cluster-api';
import type { ClusterFacts } from './facts';
import type { SecretContent, SecretPlan } from './secret';
import type { Settings } from './settings';

/** A new namespace refuses pods that ask for more than they need. */
const namespaceLabels = { 'pod-security.kubernetes.io/enforce': 'restricted' };

/** Makes the namespace if it is absent; the labels of an existing one are its owner's business. */
export async function keepNamespace(api: ClusterApi, { namespace }: Settings, live: ClusterFacts): Promise<boolean> {
  if (live.namespace) return false;
  // another deploy may be making it at this very moment
  const made = api.createNamespace(namespace, namespaceLabels).catch((error: unknown) => {
    if (!isConflict(error)) throw error;
  });
  await orExplain(`Make the namespace "${namespace}"`, made);
  return true;
}

/** Writes the Secret through the API if its content changes; other keys in it are left alone. */
export async function keepSecret(api: ClusterApi, settings: Settings, plan: SecretPlan | undefined): Promise<boolean> {
  if (!plan || plan.changed.length === 0) return false;
  await writeContent(api, settings, plan.name, plan.content);
  return true;
}

/** Puts the content back that the Secret had before the deploy, so that pods of the old version find what they know. */
export async function restoreSecret(
  api: ClusterApi,
  settings: Settings,
  plan: SecretPlan | undefined,
  before: SecretContent | undefined,
): Promise<boolean> {
  if (!plan || plan.changed.length === 0 || !before) return false;
  await writeContent(api, settings, plan.name, before);
  return true;
}

async function writeContent(
  api: ClusterApi,
  { namespace, release }: Settings,
  name: string,
  content: SecretContent,
): Promise<void> {
  const live = await api.readSecret(namespace, name);
  const data = Object.fromEntries(
    Object.entries(content).map(([key, value]) => [key, Buffer.from(value).toString('base64')]),
  );
  const labels = { 'app.kubernetes.io/managed-by': 'helm-deploy', 'app.kubernetes.io/instance': release };
  const metadata = live?.metadata ?? { name, namespace, labels };
  await orExplain(
    `Write the Secret "${name}"`,
    api.writeSecret(namespace, { type: 'Opaque', ...live, metadata, data }),
  );
}

async function orExplain(doing: string, answer: Promise<void>): Promise<void> {
  try {
    await answer;
  } catch (cause) {
    throw new UserError(`${doing}: ${describeApiError(cause)}.`, 'Run: nx status cluster', { cause });
  }
}
