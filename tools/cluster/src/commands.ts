import { type Request, formatCommands, formatHelp } from './args';
import type { Context } from './context';
import { down } from './down';
import { kubeconfig } from './kubeconfig';
import { formatStatus, formatStatusJson } from './report';
import { setup } from './setup';
import { readStatus } from './status';
import { up } from './up';

/** What a command leaves: the text for standard output, if any, and the exit code. */
export interface Outcome {
  answer?: string;
  exitCode: number;
}

/** Does what was asked for. */
export async function perform(request: Request, context: Context): Promise<Outcome> {
  const { command } = request;
  if (command === undefined) return { answer: formatCommands(), exitCode: 0 };
  if (request.help) return { answer: formatHelp(command), exitCode: 0 };
  switch (command) {
    case 'setup':
      await setup(context);
      return { exitCode: 0 };
    case 'up':
      await up(request, context);
      return { exitCode: 0 };
    case 'down':
      await down(request, context);
      return { exitCode: 0 };
    case 'kubeconfig':
      return { answer: kubeconfig(request, context), exitCode: 0 };
    case 'status': {
      const status = await readStatus(request, context);
      const answer = request.json ? formatStatusJson(status) : formatStatus(status);
      return { answer, exitCode: status.state === 'unhealthy' || status.state === 'killed' ? 1 : 0 };
    }
  }
}
