import type { ExecutorContext } from '@nx/devkit';
import { UserError } from '../../lib/errors';
import type { HelmDeployOptions } from './schema';

/** The options with every default filled in, and the workspace they are about. */
export interface Settings {
  /** Absolute path of the workspace. */
  workspace: string;
  /** Where the user typed the command; `values` may be relative to it. */
  cwd: string;
  /** The command to type for the same deploy again, such as `nx deploy k8s-chart --context=staging`. */
  command: string;
  /** Folder of the chart, relative to the workspace. */
  chart: string;
  components: readonly Component[];
  /** The context that the user named, as an option or in TODO_CLUSTER_CONTEXT like for `nx up cluster`, if any. */
  context: string | undefined;
  namespace: string;
  release: string;
  baseValues: readonly string[];
  values: readonly string[];
  timeoutSeconds: number;
  rollback: boolean;
  dryRun: boolean;
  verbose: boolean;
  json: boolean;
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
  return {
    workspace: context.root,
    cwd: context.cwd,
    command: formatCommand(options, context),
    chart: options.chart,
    components: options.components.map((key) => resolveComponent(key, projects[key] ?? key, context)),
    context: options.context ?? (process.env['TODO_CLUSTER_CONTEXT'] || undefined),
    namespace: options.namespace ?? 'todo-app',
    release: options.release ?? 'todo-app',
    baseValues: options.baseValues ?? [],
    values: options.values ?? [],
    timeoutSeconds: options.timeoutSeconds ?? 300,
    rollback: options.rollback ?? true,
    dryRun: options.dryRun ?? false,
    verbose: options.verbose ?? false,
    json: options.json ?? false,
  };
}

/** With what decides where and what is deployed; an option that project.json has already does no harm. */
function formatCommand({ context: named, values }: HelmDeployOptions, context: ExecutorContext): string {
  const { targetName = 'deploy', projectName = '', configurationName, target } = context;
  const isDefault = configurationName === undefined || configurationName === target?.defaultConfiguration;
  return [
    `nx ${targetName} ${projectName}`.trim(),
    ...(isDefault ? [] : [`--configuration=${configurationName}`]),
    ...(named === undefined ? [] : [`--context=${named}`]),
    ...(values ?? []).map((file) => `--values=${file}`),
  ].join(' ');
}

function resolveComponent(key: string, project: string, context: ExecutorContext): Component {
  const projectRoot = context.projectsConfigurations.projects[project]?.root;
  if (projectRoot === undefined) {
    throw new UserError(
      `Resolve the component "${key}": the workspace has no project "${project}".`,
      'Name the project that builds its image in the option `projects`, or correct `components`.',
    );
  }
  return { key, project, projectRoot };
}
