import type { ExecutorContext } from '@nx/devkit';
import { formatError, UserError } from '../../lib/errors';
import { bindSignal, runInterruptible } from '../../lib/interrupt';
import { resolveProject } from '../../lib/project';
import { run } from '../../lib/run';
import { openJournal } from './journal';
import { resolveSettings } from './plan';
import { produceImage } from './produce-image';
import { formatImage } from './report';
import type { ContainerOptions } from './schema';

/** Nx starts this for each `container` target: source in, an image and its image.json out. */
export default function container(options: ContainerOptions, context: ExecutorContext): Promise<{ success: boolean }> {
  const startedAt = Date.now();
  return runInterruptible(async ({ signal, print }) => {
    const project = resolveProject(context);
    const settings = resolveSettings(options, project, process.arch, process.env);
    const journal = openJournal(project.workspace, project.root, settings.verbose, print);
    try {
      const { image, outcome } = await produceImage(bindSignal(run, signal), project, settings, journal);
      journal.say(formatImage(image, outcome, (Date.now() - startedAt) / 1000));
      return true;
    } catch (error) {
      journal.say(formatError(signal.aborted ? explainInterruption(project.name) : error));
      return false;
    } finally {
      journal.close();
    }
  });
}

function explainInterruption(project: string): UserError {
  return new UserError(
    `Build the image of "${project}": interrupted.`,
    'What it had started is ended; run it again whenever you like.',
  );
}
