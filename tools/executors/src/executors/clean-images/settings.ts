import type { ExecutorContext } from '@nx/devkit';
import { resolvePlace, type Place } from '../../release/place';
import { resolveComponent, type Component } from '../helm-deploy/settings';
import type { CleanImagesOptions } from './schema';

/** The options with every default filled in, and the workspace they are about. */
export interface CleanSettings extends Place {
  components: readonly Component[];
  repositories: readonly string[];
  registry: boolean;
  dryRun: boolean;
}

/** Fills in the defaults that schema.json describes. */
export function resolveSettings(options: CleanImagesOptions, context: ExecutorContext): CleanSettings {
  const projects = options.projects ?? {};
  return {
    ...resolvePlace(options, context),
    components: options.components.map((key) => resolveComponent(key, projects[key] ?? key, context)),
    repositories: options.repositories ?? [],
    registry: options.registry ?? false,
    dryRun: options.dryRun ?? true,
  };
}
