import type { ExecutorContext } from '@nx/devkit';
import { formatError } from '../../lib/errors';
import { bindSignal, untilInterrupted } from '../../lib/interrupt';
import { resolveProject } from '../../lib/project';
import { run } from '../../lib/run';
import { openJournal } from './journal';
import { resolveSettings } from './plan';
import { produceImage } from './produce-image';
import { formatImage } from './report';
import type { ContainerOptions } from './schema';

/** Nx starts this for each `container` target: source in, an image and its image.json out. */
export default async function container(
  options: ContainerOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  const startedAt = Date.now();
  const project = resolveProject(context);
  const settings = resolveSettings(options, project, process.arch);
  const journal = openJournal(project.workspace, project.root, settings.verbose, console.log);
  try {
    const { image, outcome } = await untilInterrupted(`Build the image of "${project.name}"`, (signal) =>
      produceImage(bindSignal(run, signal), project, settings, journal),
    );
    journal.say(formatImage(image, outcome, (Date.now() - startedAt) / 1000));
    return { success: true };
  } catch (error) {
    journal.say(formatError(error));
    return { success: false };
  } finally {
    journal.close();
  }
}
