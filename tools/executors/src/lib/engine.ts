import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from './errors';
import type { Run } from './run';

/** A container engine: the program, and the variables that each of its processes needs. */
export interface Engine {
  program: 'podman' | 'docker';
  /** Added to the environment of each call, such as `CONTAINERS_CONF`. */
  env: Readonly<Record<string, string>>;
}

/** Where `nx setup cluster` writes which programs it found or installed, relative to the workspace. */
export const toolsFile = 'dist/tools/cluster/tools.json';

/**
 * Finds the engine that builds images: the one `wanted`, else the one the set-up chose (tools.json), else
 * Docker if its daemon answers and it has buildx, else podman.
 *
 * @throws UserError with the ways out if there is none
 */
export async function findEngine(run: Run, workspace: string, wanted: 'auto' | Engine['program']): Promise<Engine> {
  const chosen = readChosenEngine(workspace);
  if (chosen && (wanted === 'auto' || wanted === chosen.program)) return checkSettings(chosen);
  const candidates = wanted === 'auto' ? (['docker', 'podman'] as const) : [wanted];
  const refusals: string[] = [];
  for (const program of candidates) {
    const refusal = program === 'docker' ? await askDocker(run) : await askPodman(run);
    if (refusal === undefined) return { program, env: {} };
    refusals.push(refusal);
  }
  throw new UserError(
    `Find a container engine: ${refusals.join(', and ')}.`,
    refusals.includes(noBuildx)
      ? 'Install the package docker-buildx-plugin (docker-buildx on Debian and Ubuntu), or podman, then try again.'
      : 'Start Docker, or install podman (as root on Debian `nx setup cluster` does it), then try again.',
  );
}

/** The set-up wrote the engine's settings outside the workspace, where a cleaning of caches may have taken them away. */
function checkSettings(engine: Engine): Engine {
  const file = engine.env['CONTAINERS_CONF'];
  if (file === undefined || existsSync(file)) return engine;
  throw new UserError(
    `Find a container engine: the settings of ${engine.program} that ${toolsFile} names are gone (${file}).`,
    'Run: npx nx setup cluster',
  );
}

const noBuildx = 'Docker answers, but its plugin buildx is missing';

/** Why Docker cannot build images; `undefined` if it can. */
async function askDocker(run: Run): Promise<string | undefined> {
  const daemon = await run(['docker', 'info', '--format', '{{.ID}}'], { timeoutSeconds: 10 });
  if (daemon.exitCode !== 0 || !daemon.stdout.trim()) return 'no Docker daemon answers';
  const buildx = await run(['docker', 'buildx', 'version'], { timeoutSeconds: 10 });
  return buildx.exitCode === 0 ? undefined : noBuildx;
}

/** Why podman cannot build images; `undefined` if it can. */
async function askPodman(run: Run): Promise<string | undefined> {
  const { exitCode, stdout } = await run(['podman', '--version'], { timeoutSeconds: 10 });
  return exitCode === 0 && stdout.trim() ? undefined : 'podman is not installed';
}

/** What an engine says about an image that it holds. */
export interface ImageFacts {
  /** `sha256:…` */
  imageId: string;
  /** Uncompressed. */
  sizeBytes: number;
}

/** Asks the engine for an image by its id (`sha256:…`) or reference; `undefined` if it holds none. */
export async function inspectImage(run: Run, engine: Engine, reference: string): Promise<ImageFacts | undefined> {
  const argv = [engine.program, 'image', 'inspect', '--format', '{{.Id}} {{.Size}}', reference];
  const { exitCode, stdout } = await run(argv, { env: engine.env });
  const [id = '', size = ''] = stdout.trim().split(' ');
  if (exitCode !== 0) return undefined;
  return { imageId: id.startsWith('sha256:') ? id : `sha256:${id}`, sizeBytes: Number(size) };
}

/** Whether the engine holds an image by this id (`sha256:…`) or reference. */
export async function hasImage(run: Run, engine: Engine, reference: string): Promise<boolean> {
  return (await inspectImage(run, engine, reference)) !== undefined;
}

function readChosenEngine(workspace: string): Engine | undefined {
  try {
    const tools = JSON.parse(readFileSync(join(workspace, toolsFile), 'utf8')) as { engine?: Partial<Engine> };
    const { program, env } = tools.engine ?? {};
    return program === 'podman' || program === 'docker' ? { program, env: env ?? {} } : undefined;
  } catch {
    return undefined;
  }
}
