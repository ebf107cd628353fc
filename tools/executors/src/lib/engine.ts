import type { Run } from './run';

/** A container engine: the program, and the variables that each of its processes needs. */
export interface Engine {
  program: 'podman' | 'docker';
  /** Added to the environment of each call, such as `CONTAINERS_CONF`. */
  env: Readonly<Record<string, string>>;
}

/** Whether the engine holds an image by this id (`sha256:…`) or reference. */
export async function hasImage(run: Run, engine: Engine, reference: string): Promise<boolean> {
  const { exitCode } = await run([engine.program, 'image', 'inspect', '--format', '{{.Id}}', reference], {
    env: engine.env,
  });
  return exitCode === 0;
}
