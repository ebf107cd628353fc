import { findEngine } from '../../lib/engine';
import { UserError } from '../../lib/errors';
import type { ImageFile } from '../../lib/image-file';
import { findRegistry, readPresence } from '../../lib/registry';
import type { Run } from '../../lib/run';
import type { Cluster } from './cluster-file';
import type { ImagePlan } from './image-plan';
import { formatReference } from './image-reference';
import type { Settings } from './settings';

type Images = ReadonlyMap<string, ImageFile>;

/**
 * Images that were never pushed, for a cluster that takes its images from a registry. A repository that the user
 * named in a values file is taken at its word. Pure.
 */
export function checkPushed(
  plans: readonly ImagePlan[],
  images: Images,
  { load, context }: Pick<Cluster, 'load' | 'context'>,
  { command }: Pick<Settings, 'command'>,
): UserError[] {
  if (load !== 'registry') return [];
  return plans
    .filter((plan) => needsPush(plan, images))
    .map(({ key, reference }) => {
      const registry = findRegistry(reference.repository);
      return new UserError(
        `"${context}" takes images from a registry, and that of "${key}" (${formatReference(reference)}) was never pushed to one.`,
        registry
          ? `Run: TODO_PUSH=true ${command}`
          : `Run: TODO_REGISTRY=registry.example/me TODO_PUSH=true ${command}, with the name of your registry.`,
      );
    });
}

function needsPush({ key, reason, reference }: ImagePlan, images: Images): boolean {
  if (reason !== 'new' || reference.digest) return false;
  return reference.repository === images.get(key)?.repository || !findRegistry(reference.repository);
}

/**
 * Images that their registry has lost since they were pushed: image.json remembers more than the registry does. A
 * registry that cannot be asked from here may well answer the nodes, and is left to them.
 */
export async function checkPresence(
  run: Run,
  plans: readonly ImagePlan[],
  images: Images,
  { load }: Pick<Cluster, 'load'>,
  { command, workspace }: Pick<Settings, 'command' | 'workspace'>,
): Promise<UserError[]> {
  const pushed = plans.filter(({ reference }) => load === 'registry' && reference.digest).filter(isForUs);
  const checks = pushed.map(async ({ key, reason, reference }) => {
    const program = images.get(key)?.engine === 'docker' ? 'docker' : 'podman';
    const engine = await findEngine(run, workspace, program).catch(() => ({ program, env: {} }) as const);
    const presence = await readPresence(run, engine, reference.repository, reference.digest);
    if (presence !== 'absent') return [];
    const name = formatReference(reference);
    return [reason === 'new' ? explainAbsent(key, name, command) : explainLost(key, name)];
  });
  return (await Promise.all(checks)).flat();
}

/** What new pods will need: an image that comes now, and one that a component of no part in this deploy keeps. */
function isForUs({ reason }: ImagePlan): boolean {
  return reason === 'new' || reason === 'kept from the live release';
}

function explainLost(key: string, reference: string): UserError {
  return new UserError(
    `"${key}" is not part of this deploy and keeps its image, but ${findRegistry(reference)} does not have ${reference} any more.`,
    'Run: nx deploy k8s-chart, which brings all components.',
  );
}

function explainAbsent(key: string, reference: string, command: string): UserError {
  const registry = findRegistry(reference);
  return new UserError(
    `The image of "${key}" was pushed once, but ${registry} does not have ${reference} any more.`,
    `Push it again: ${command} --skip-nx-cache`,
  );
}
