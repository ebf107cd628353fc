import { type CommandName, type Request, formatCommands, formatHelp } from './args';
import type { Context } from './context';

/** What a command leaves: the text for standard output, if any, and the exit code. */
export interface Outcome {
  answer?: string;
  exitCode: number;
}

/** Does what was asked for. Each story is loaded only when it is told, since loading is most of a quick command's time. */
export async function perform(request: Request, context: Context): Promise<Outcome> {
  const { command } = request;
  if (command === undefined) return { answer: formatCommands(), exitCode: 0 };
  if (request.help) return { answer: formatHelp(command), exitCode: 0 };
  try {
    return await tell(command, request, context);
  } catch (error) {
    const [{ explainFullDisk }, { readOwnDisks }] = await Promise.all([
      import('./preflight.js'),
      import('./preflight-facts.js'),
    ]);
    throw explainFullDisk(error, () => readOwnDisks(context.paths));
  }
}

async function tell(command: CommandName, request: Request, context: Context): Promise<Outcome> {
  switch (command) {
    case 'setup':
      await (await import('./setup.js')).setup(context);
      return { exitCode: 0 };
    case 'up':
      await (await import('./up.js')).up(request, context);
      return { exitCode: 0 };
    case 'down':
      await (await import('./down.js')).down(request, context);
      return { exitCode: 0 };
    case 'kubeconfig':
      return { answer: (await import('./kubeconfig.js')).kubeconfig(request, context), exitCode: 0 };
    case 'status': {
      const [{ readStatus }, { formatStatus, formatStatusJson }] = await Promise.all([
        import('./status.js'),
        import('./report.js'),
      ]);
      const status = await readStatus(request, context);
      const answer = request.json ? formatStatusJson(status) : formatStatus(status);
      return { answer, exitCode: status.state === 'unhealthy' || status.state === 'killed' ? 1 : 0 };
    }
  }
}
