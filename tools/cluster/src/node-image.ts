import { cp, link, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runOrThrow } from '@todo-app/executors';
import { hashInputs } from './cache';
import { compiledFolder, ensureCompiled, programNames } from './compile';
import type { Context } from './context';
import { saveControlImages } from './control-images';
import { ensureDebianRoot, rootInputs } from './debian-root';
import { type Engine, buildFlags } from './engine';
import { workFolder } from './paths';
import { formatDuration } from './progress';
import { forgetOldMakes } from './prune';
import { sideBySide } from './side-by-side';
import { versions } from './versions';

/** The parts of the node image, made already: the folder of programs and two archives; and a folder to work in. */
export interface NodeParts extends Context {
  engine: Engine;
  programs: string;
  root: string;
  tables: string;
  work: string;
}

/** The name of the node image for the present content of `go/` and `node/`. */
export function nodeImageName(context: Pick<Context, 'project' | 'paths' | 'machine'>): string {
  const words = [compiledFolder(context).slice(-12), ...rootInputs('node'), ...rootInputs('tables')];
  return `localhost/todo-app/node:${hashInputs([join(context.project, 'node')], words)}`;
}

/** Whether an engine has an image. */
export async function hasImage(
  { run, signal }: Pick<Context, 'run' | 'signal'>,
  engine: Engine,
  image: string,
): Promise<boolean> {
  return (
    (await run([engine.program, 'image', 'inspect', '--format', '{{.Id}}', image], { env: engine.env, signal }))
      .exitCode === 0
  );
}

/** Makes the node image from compiled programs and Debian packages; the three parts side by side, each cached by itself. */
export async function makeNodeImage(context: Context, engine: Engine): Promise<string> {
  const started = Date.now();
  const name = nodeImageName(context);
  const [programs, root, tables] = await sideBySide(
    context.signal,
    (signal) => ensureCompiled(programNames, { ...context, signal }),
    (signal) => ensureDebianRoot('node', { ...context, signal }),
    (signal) => ensureDebianRoot('tables', { ...context, signal }),
  );
  const work = join(workFolder(context.paths), `node-${process.pid}`);
  try {
    await buildNode({ ...context, engine, programs, root, tables, work }, name);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  await forgetOldMakes(engine, context);
  context.progress.say(`Made the node image ${name} in ${formatDuration(Date.now() - started)}.`);
  return name;
}

async function buildNode(parts: NodeParts, name: string): Promise<void> {
  const { run, engine, project, work, progress, signal } = parts;
  const context = join(work, 'node');
  await rm(work, { recursive: true, force: true });
  await mkdir(join(context, 'bin'), { recursive: true });
  await cp(join(project, 'node'), context, { recursive: true });
  await cp(join(await findKindSource(parts), 'images/base/files'), join(context, 'base'), { recursive: true });
  for (const program of ['kube', 'containerd', 'containerd-shim-runc-v2', 'ctr'])
    await link(join(parts.programs, program), join(context, 'bin', program));
  await link(parts.root, join(context, 'root.tar'));
  await saveControlImages(parts, join(context, 'images.tar'));
  progress.update('Making the node image: the engine builds it');
  const version = ['--build-arg', `KUBERNETES_VERSION=${versions.kubernetes}`];
  await runOrThrow(run, [engine.program, 'build', ...buildFlags(engine), ...version, '-t', name, context], {
    env: engine.env,
    signal,
  });
}

/** The folder of kind's own module, whose files for a base image are not copied into this repository. */
async function findKindSource({ run, project, signal }: Context): Promise<string> {
  const argv = ['go', 'list', '-m', '-f', '{{.Dir}}', 'sigs.k8s.io/kind'];
  return (await runOrThrow(run, argv, { cwd: join(project, 'go'), signal })).stdout.trim();
}
