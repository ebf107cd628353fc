import type { ExecutorContext } from '@nx/devkit';
import { formatError } from '../../lib/errors';
import { run } from '../../lib/run';
import { deploy, explainEarlyEnd } from './deploy';
import { listenForInterruption } from './interruption';
import { createOutput } from './output';
import type { HelmDeployOptions } from './schema';
import { withScratch } from './scratch';
import { resolveSettings } from './settings';

const interruptedExitCode = 130;

/** Nx starts this for each `helm-deploy` and `deploy` target. */
export default async function helmDeploy(
  options: HelmDeployOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  const { signal, tell, stopListening } = listenForInterruption();
  try {
    const settings = resolveSettings(options, context);
    const output = createOutput(settings, (line) => {
      console.log(line);
      if (signal.aborted) tell(line);
    });
    const success = await withScratch((scratch) => deploy(settings, { run, output, scratch, signal })).catch(
      (error: unknown) => {
        const letter = formatError(signal.aborted ? explainEarlyEnd(settings) : error);
        output.result(letter, { status: 'refused', cause: letter });
        return false;
      },
    );
    if (signal.aborted) process.exit(interruptedExitCode);
    return { success };
  } catch (error) {
    console.error(formatError(error));
    return { success: false };
  } finally {
    stopListening();
  }
}
