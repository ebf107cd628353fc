import type { ExecutorContext } from '@nx/devkit';
import { UserError } from '../../lib/errors';
import { resolvePlace, type Place } from '../../release/place';
import type { HelmDeployOptions } from './schema';

/** The options with every default filled in, and the workspace they are about. */
export interface Settings extends Place {
  /** Where the user typed the command; `values` may be relative to it. */
  cwd: string;
  /** Folder of the chart, relative to the workspace. */
  chart: string;
  components: readonly Component[];
  baseValues: readonly string[];
  values: readonly string[];
  timeoutSeconds: number;
  rollback: boolean;
  /** What becomes of fields that somebody changed by hand: put back, or a reason not to deploy. */
  drift: 'repair' | 'refuse';
  /** What to do while another deploy of the release is at work. */
  lock: 'wait' | 'fail';
  dryRun: boolean;
  verbose: boolean;
}

/** A part of the chart with an image of its own, and the Nx project that builds the image. */
export interface Component {
  /** Key in the chart's values. */
  key: string;
  project: string;
  /** The project's folder, relative to the workspace. */
  projectRoot: string;
}

/**
 * Fills in the defaults that schema.json describes and finds the project of each component.
 *
 * @throws UserError that names a component without a project
 */
export function resolveSettings(options: HelmDeployOptions, context: ExecutorContext): Settings {
  const projects = options.projects ?? {};
  const words = (options.values ?? []).map((file) => `--values=${file}`);
  return {
    ...resolvePlace(options, context, words),
    cwd: context.cwd,
    chart: options.chart,
    components: options.components.map((key) => resolveComponent(key, projects[key] ?? key, context)),
    baseValues: options.baseValues ?? [],
    values: options.values ?? [],
    timeoutSeconds: options.timeoutSeconds ?? 300,
    rollback: options.rollback ?? true,
    drift: options.drift ?? 'repair',
    lock: options.lock ?? 'wait',
    dryRun: options.dryRun ?? false,
    verbose: options.verbose ?? false,
  };
}

/**
 * Finds the project that builds a component's image.
 *
 * @throws UserError that names a component without a project
 */
export function resolveComponent(key: string, project: string, context: ExecutorContext): Component {
  const projectRoot = context.projectsConfigurations.projects[project]?.root;
  if (projectRoot === undefined) {
    throw new UserError(
      `Resolve the component "${key}": the workspace has no project "${project}".`,
      'Name the project that builds its image in the option `projects`, or correct `components`.',
    );
  }
  return { key, project, projectRoot };
}
