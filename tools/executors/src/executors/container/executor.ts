import type { ExecutorContext } from '@nx/devkit';
import { formatError, UserError } from '../../lib/errors';
import { openEvents } from '../../lib/events';
import { bindSignal, runInterruptible } from '../../lib/interrupt';
import { resolveProject } from '../../lib/project';
import { run } from '../../lib/run';
import { limitLines, openJournal } from './journal';
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
    const mostLines = limitLines(settings, process.env);
    const tell = openEvents(project.name);
    const journal = openJournal(project.workspace, project.root, { ...settings, mostLines }, print, tell);
    journal.progress('reading what goes in');
    try {
      const { image, outcome } = await produceImage(bindSignal(run, signal), project, settings, journal);
      const text = formatImage(image, outcome, (Date.now() - startedAt) / 1000);
      journal.end(text, outcome === 'built' ? 'done' : 'unchanged', { status: outcome, image });
      return true;
    } catch (error) {
      const text = formatError(signal.aborted ? explainInterruption(project.name) : error);
      journal.end(text, 'failed', { status: signal.aborted ? 'interrupted' : 'failed' });
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
