import type { ExecutorContext } from '@nx/devkit';

/** The project that an executor was started for. */
export interface Project {
  name: string;
  /** Absolute path of the workspace. */
  workspace: string;
  /** The project's folder, relative to the workspace, such as `apps/backend`. */
  root: string;
}

/** Reads from the Nx context which project is meant; Nx always names one when it starts an executor. */
export function resolveProject(context: ExecutorContext): Project {
  const name = context.projectName;
  const root = name ? context.projectsConfigurations.projects[name]?.root : undefined;
  if (!name || root === undefined) throw new Error(`Nx started an executor for no known project (${name}).`);
  return { name, workspace: context.root, root };
}
