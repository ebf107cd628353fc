import { type Answer, listCards, type ShownFailure } from './conversation';
import type { Budget, FailureCode } from './wire';

/** What to tell about an answer that is not whole: what, why and what next. */
export interface Letter {
  title: string;
  text: string;
  /** What may help: to ask once more, to sign in, or neither. */
  next: 'retry' | 'sign-in' | null;
}

const LETTERS: Readonly<Record<FailureCode, Letter>> = {
  off: {
    title: 'The assistant is off.',
    text: 'This installation has no key for its model. Your list works as ever, and simple commands work here too.',
    next: null,
  },
  away: {
    title: 'The assistant cannot be reached.',
    text: 'Its model does not answer. Your list works as ever.',
    next: 'retry',
  },
  slow: {
    title: 'The assistant took too long.',
    text: 'Its model did not finish in time.',
    next: 'retry',
  },
  limited: {
    title: 'The assistant has to rest for a moment.',
    text: 'Its model takes no more requests just now.',
    next: 'retry',
  },
  quota: {
    title: 'The assistant is used up for now.',
    text: 'The allowance for its model is spent. Your list works as ever.',
    next: null,
  },
  garbled: {
    title: 'The assistant’s answer made no sense.',
    text: 'Its model sent something that cannot be read.',
    next: 'retry',
  },
  interrupted: {
    title: 'The answer broke off.',
    text: 'It ended before it was complete.',
    next: 'retry',
  },
  busy: {
    title: 'The assistant is still busy with another answer.',
    text: 'It may be in another tab. Wait for it, or stop it there.',
    next: 'retry',
  },
  hasty: {
    title: 'That was too much at once.',
    text: 'The server takes only so many requests a minute.',
    next: 'retry',
  },
  refused: {
    title: 'The server does not accept this message.',
    text: 'Change it and send it again.',
    next: null,
  },
  'signed-out': {
    title: 'Your session has ended.',
    text: 'Sign in again to go on.',
    next: 'sign-in',
  },
  waking: {
    title: 'The database is still waking up.',
    text: 'It sleeps when nobody needs it. Give it a few seconds.',
    next: 'retry',
  },
  unreachable: {
    title: 'The server cannot be reached.',
    text: 'You may be offline, or it is restarting.',
    next: 'retry',
  },
};

/** After these it is not plain what has happened. */
const UNCLEAR: readonly FailureCode[] = ['slow', 'garbled', 'interrupted', 'unreachable'];

/** The letter for an answer; undefined for one that is whole or still being written. */
export function writeLetter(
  answer: Answer,
  budget: Budget | null,
  formatTime: (at: number) => string,
): Letter | undefined {
  if (answer.failure) return writeFailure(answer, answer.failure, formatTime);
  switch (answer.state) {
    case 'running':
    case 'complete':
      return undefined;
    case 'stopped':
      return { title: 'Stopped.', text: '', next: 'retry' };
    case 'interrupted':
      return { ...LETTERS.interrupted, text: `${LETTERS.interrupted.text} ${describeDone(answer)}` };
    case 'error':
      return { title: 'There was no whole answer.', text: describeDone(answer), next: 'retry' };
    case 'length':
      return { title: 'The answer was cut off.', text: 'It reached the greatest length. Say “go on”.', next: null };
    case 'steps':
      return {
        title: 'The assistant paused.',
        text: 'It did as much as one message allows. Say “go on” if something is missing.',
        next: null,
      };
    case 'budget': {
      const reset = budget && formatTime(Date.parse(budget.resetsAt));
      const text = budget
        ? `You have used all ${budget.limit}; there are new ones at ${reset}.`
        : 'You have used all of them.';
      return { title: 'No messages are left for today.', text, next: null };
    }
  }
}

function writeFailure(
  answer: Answer,
  { code, detail, retryAt }: ShownFailure,
  formatTime: (at: number) => string,
): Letter {
  const letter = LETTERS[code];
  const sentences = [
    code === 'refused' && detail !== '' ? detail : letter.text,
    ...(UNCLEAR.includes(code) ? [describeDone(answer)] : []),
    ...(retryAt === null ? [] : [`Try again at ${formatTime(retryAt)}.`]),
  ];
  return { ...letter, text: sentences.join(' ') };
}

/** What is known of what has happened. */
function describeDone(answer: Answer): string {
  const cards = listCards(answer).filter(({ by }) => by === 'assistant');
  if (cards.some(({ state }) => state === 'lost')) return 'Your list shows what was done.';
  return cards.length > 0 ? 'What is shown above has happened, nothing more.' : 'Nothing was changed.';
}
