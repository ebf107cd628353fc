import type { Engine } from '../../lib/engine';
import type { Run } from '../../lib/run';
import type { ContainerPlan } from './plan';

/** Variables that every build of equal inputs has alike; see {@link readBuildConstants}. */
export interface BuildConstants {
  /** Seconds since 1970, for the engines that stamp an image with it instead of the clock's time. */
  SOURCE_DATE_EPOCH: string;
  /** The builder inside Docker's daemon; podman has no other. */
  BUILDX_BUILDER?: string;
}

/**
 * Finds out what a build is to have besides its plan, so that equal inputs meet equal circumstances.
 *
 * @param inherited the environment; what it says of either variable is taken as meant
 */
export async function readBuildConstants(
  run: Run,
  engine: Engine,
  plan: Pick<ContainerPlan, 'project' | 'dockerfile'>,
  inherited: Readonly<Record<string, string | undefined>>,
): Promise<BuildConstants> {
  const date = inherited['SOURCE_DATE_EPOCH'] || (await readSourceDate(run, plan));
  const builder = engine.program === 'docker' && (inherited['BUILDX_BUILDER'] || (await findOwnBuilder(run, engine)));
  return { SOURCE_DATE_EPOCH: date, ...(builder ? { BUILDX_BUILDER: builder } : {}) };
}

/** When the project was last changed by a commit, in seconds since 1970; `0` where git does not know. */
async function readSourceDate(
  run: Run,
  { project, dockerfile }: Pick<ContainerPlan, 'project' | 'dockerfile'>,
): Promise<string> {
  const argv = ['git', 'log', '-1', '--format=%ct', '--', project.root, dockerfile];
  const { stdout } = await run(argv, { cwd: project.workspace, timeoutSeconds: 10 });
  return /^\d+$/.exec(stdout.trim())?.[0] ?? '0';
}

/**
 * The builder of Docker's own daemon, which buildx calls by the name of the context. It sees the images that the
 * daemon has, base images made here among them; a builder in a container of its own sees none.
 */
async function findOwnBuilder(run: Run, engine: Engine): Promise<string | undefined> {
  const { exitCode, stdout } = await run(['docker', 'context', 'show'], { env: engine.env, timeoutSeconds: 10 });
  return exitCode === 0 ? stdout.trim() : undefined;
}
