import type { ExecutorContext } from '@nx/devkit';
import { readFileSync } from 'node:fs';
import { findEngine } from '../../lib/engine';
import { writeImageFile } from '../../lib/image-file';
import { resolveProject } from '../../lib/project';
import { run } from '../../lib/run';
import { runBuild } from './build';
import { readContextFiles, readIgnoreFile } from './context';
import { describeImage, inspectImage, tagImage } from './image';
import { buildPlan, resolveSettings } from './plan';
import type { ContainerOptions } from './schema';

/** Nx starts this for each `container` target. */
export default async function container(
  options: ContainerOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  const project = resolveProject(context);
  const settings = resolveSettings(options, project, process.arch);
  const engine = await findEngine(run, project.workspace, settings.engine);
  const dockerfileText = readFileSync(settings.dockerfile, 'utf8');
  const files = readContextFiles(settings.context, readIgnoreFile(settings.dockerfile, settings.context));
  const plan = buildPlan({ project, settings, dockerfileText, files, bases: [] });
  let image = await inspectImage(run, engine, plan.inputsReference);
  if (!image) {
    const built = await runBuild(run, plan, engine, process.env['SSL_CERT_FILE'], { onLine: console.log });
    if (built.exitCode !== 0) return { success: false };
    image = await inspectImage(run, engine, plan.inputsReference);
  }
  if (!image) return { success: false };
  const file = describeImage(plan, image, engine);
  await tagImage(run, engine, image.imageId, `${plan.repository}:${file.tag}`);
  writeImageFile(project.workspace, project.root, file);
  return { success: true };
}
