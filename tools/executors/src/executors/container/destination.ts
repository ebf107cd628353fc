import { UserError } from '../../lib/errors';
import { findRegistry } from '../../lib/registry';
import type { ContainerOptions } from './schema';

/** What an image is called, and whether a registry gets it. */
export interface Destination {
  /** Name without registry and tag: what builds in the engine are remembered by, wherever they are pushed. */
  name: string;
  /** Name with registry, without tag, such as `ghcr.io/me/todo-app/backend`. */
  repository: string;
  push: boolean;
}

/** The variables that say for every project what the options say for one. */
export const variables = { registry: 'TODO_REGISTRY', push: 'TODO_PUSH' } as const;

/**
 * Decides where an image goes. An option wins over its variable; a registry comes before the repository, in place of
 * one that the repository names itself. Pure.
 *
 * @param fallback the repository if the options name none
 * @throws UserError for a registry or a variable that cannot be meant, and for a push that leads nowhere
 */
export function resolveDestination(
  options: Pick<ContainerOptions, 'repository' | 'registry' | 'push'>,
  fallback: string,
  environment: Readonly<Record<string, string | undefined>>,
): Destination {
  const named = options.repository ?? fallback;
  const own = findRegistry(named);
  const registry = (options.registry ?? environment[variables.registry] ?? '').replace(/\/+$/, '');
  if (registry) checkRegistryName(registry);
  const name = own && registry ? named.slice(own.length + 1) : named;
  const repository = registry ? `${registry}/${name}` : name;
  const push = options.push ?? parseSwitch(variables.push, environment[variables.push]);
  if (push && !findRegistry(repository)) {
    throw new UserError(
      `Push ${repository}: its name says no registry.`,
      `Name one: --registry=registry.example/me, the option \`registry\` of the target, or ${variables.registry}=registry.example/me.`,
    );
  }
  return { name, repository, push };
}

function checkRegistryName(registry: string): void {
  const isName = /^[A-Za-z0-9.-]+(:\d+)?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/.test(registry);
  if (isName && findRegistry(`${registry}/name`)) return;
  throw new UserError(
    `Name the image after the registry "${registry}": that is no host with an optional port and path.`,
    'Write it without a scheme, as in ghcr.io/me, docker.io/me or localhost:5000.',
  );
}

function parseSwitch(name: string, value: string | undefined): boolean {
  if (value === undefined || value === '' || value === 'false') return false;
  if (value === 'true') return true;
  throw new UserError(`Read the variable ${name}: it is "${value}".`, `Set ${name} to true or false, or leave it out.`);
}
