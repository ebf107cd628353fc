import { UserError } from '../../lib/errors';
import type { ImageFile } from '../../lib/image-file';
import type { Cluster } from './cluster-file';
import type { Settings } from './settings';

/** Collects what is in the way of a deploy, so that all of it can be said at once. */
export type Obstacles = UserError[];

/** Does a task; what the user can mend is added to the obstacles, anything else is thrown. */
export async function attempt<T>(obstacles: Obstacles, task: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await task();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    obstacles.push(error);
    return undefined;
  }
}

/** One letter for all obstacles, each with its own cure. Pure. */
export function formatObstacles({ release }: Pick<Settings, 'release'>, obstacles: readonly UserError[]): UserError {
  const [only, ...others] = obstacles;
  const heading = `Deploy "${release}": nothing was changed.`;
  if (only && others.length === 0) return new UserError(`${heading} ${only.message}`, only.hint, { cause: only });
  const list = obstacles.map(({ message, hint }, index) => `${index + 1}. ${message}\n   ${hint}`);
  return new UserError(`${heading} ${obstacles.length} things are in the way:`, list.join('\n'));
}

/** Images that the nodes cannot run, because they were built for other processors. Pure. */
export function checkPlatforms(images: readonly ImageFile[], { nodes, context }: Cluster): UserError[] {
  const architectures = new Set(nodes.map(({ architecture }) => architecture));
  return images
    .filter(({ platform }) => architectures.size > 0 && !architectures.has(platform.split('/')[1] ?? ''))
    .map(({ project, platform }) => {
      const nodesAre = [...architectures].join(', ');
      return new UserError(
        `The image of "${project}" is for ${platform}, the nodes of "${context}" are ${nodesAre}.`,
        `Run: nx container ${project} --platform=linux/${[...architectures][0] ?? 'amd64'}`,
      );
    });
}
