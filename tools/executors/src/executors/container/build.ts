import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { Engine } from '../../lib/engine';
import type { Run, RunOptions, RunResult } from '../../lib/run';
import type { ContainerPlan } from './plan';
import { type BuildConstants, readBuildConstants } from './reproducible';

/** What @nx-tools/nx-container is asked for, in its own words. */
export interface NxContainerOptions {
  engine: string;
  quiet: boolean;
  file: string;
  context: string;
  tags: string[];
  platforms: string[];
  'build-args': string[];
  'secret-files': string[];
  target?: string;
  load?: boolean;
  network?: string;
}

/**
 * The options for @nx-tools/nx-container. Pure.
 *
 * @param caBundle the machine's CA certificates, given to the build as the secret `ca` if the Dockerfile mounts it
 */
export function buildNxContainerOptions(
  plan: ContainerPlan,
  program: Engine['program'],
  caBundle: string | undefined,
): NxContainerOptions {
  return {
    engine: program,
    quiet: true,
    file: plan.dockerfile,
    context: plan.context,
    tags: [plan.inputsReference],
    platforms: [plan.platform],
    'build-args': Object.entries(plan.allArgs).map(([name, value]) => `${name}=${value}`),
    'secret-files': plan.wantsCa && caBundle ? [`ca=${caBundle}`] : [],
    ...(plan.target ? { target: plan.target } : {}),
    ...(program === 'docker' ? { load: true } : { network: 'host' }),
  };
}

/**
 * The variables of the building process. nx-container lets `INPUT_*` override options and reads `.env`; both are
 * kept away, so that what is built depends on the plan alone. Pure.
 */
export function buildEnv(
  engine: Engine,
  inherited: Readonly<Record<string, string | undefined>>,
  constants: BuildConstants,
): Record<string, string | undefined> {
  const overrides = Object.keys(inherited).filter((name) => name.startsWith('INPUT_'));
  return {
    ...Object.fromEntries(overrides.map((name) => [name, undefined])),
    DOTENV_CONFIG_PATH: '/dev/null',
    BUILDKIT_PROGRESS: 'plain',
    NO_COLOR: '1',
    FORCE_COLOR: undefined,
    ...constants,
    ...engine.env,
  };
}

/**
 * Builds the image of a plan and tags it with its inputs; the result tells how the build ended. What it puts down in
 * between, copies of secrets among it, lies in a folder that is removed even if the build is killed.
 *
 * @param prepare what the engine needs before; done while the building process loads, which takes most of a second. If
 *   it fails, nothing is built
 */
export async function runBuild(
  run: Run,
  plan: ContainerPlan,
  engine: Engine,
  caBundle: string | undefined,
  prepare: () => Promise<void>,
  options: Pick<RunOptions, 'onLine'>,
): Promise<RunResult> {
  const { name, root, workspace } = plan.project;
  const context = { root: workspace, projectName: name, projectsConfigurations: { projects: { [name]: { root } } } };
  const folder = join(workspace, 'dist', root);
  mkdirSync(folder, { recursive: true });
  const constants = await readBuildConstants(run, engine, plan, process.env);
  const scratch = mkdtempSync(join(folder, 'container-'));
  const request = JSON.stringify({ options: buildNxContainerOptions(plan, engine.program, caBundle), context });
  const input = new PassThrough();
  const prepared = prepare();
  prepared.then(
    () => input.end(request),
    () => input.end(),
  );
  try {
    const result = await run([process.execPath, join(__dirname, 'nx-container-worker.mjs')], {
      ...options,
      cwd: workspace,
      env: { ...buildEnv(engine, process.env, constants), TMPDIR: scratch },
      input,
    });
    await prepared;
    return result;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
