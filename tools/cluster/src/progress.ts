import type { Run, State, Tell } from '@todo-app/executors';

/** Says what is being done and how far it is. */
export interface Progress {
  /** One line that stays. */
  say(line: string): void;
  /** How far the current step is: rewritten in place on a terminal, else at most one line every few seconds. */
  update(line: string): void;
  /** The last line of either kind: what an interruption interrupts. */
  doing(): string;
}

/** Progress that comes to an end, which who listens to events has to be told. */
export interface EndingProgress extends Progress {
  /** The end, with the letter that was printed; where there is none, what was said last. */
  end(state: State, letter?: string): void;
}

const quietMilliseconds = 5000;

/**
 * Progress on a stream, stderr by default, so that stdout carries answers only.
 *
 * @param part what all of it is about, as events have it
 */
export function createProgress(part: string, tell: Tell, stream: NodeJS.WriteStream = process.stderr): EndingProgress {
  let lines = 0;
  let shown = '';
  let last = 0;
  let doing = 'nothing yet';
  const clear = (): void => {
    if (stream.isTTY && shown) stream.write('\r\u001b[K');
    shown = '';
  };
  return {
    doing: () => doing,
    say(line) {
      doing = line;
      lines += 1;
      tell({ event: 'step', part, state: 'running', text: line });
      clear();
      stream.write(`${line}\n`);
    },
    update(line) {
      doing = line;
      lines += 1;
      tell({ event: 'progress', part, state: 'running', text: line });
      if (stream.isTTY) {
        shown = line.slice(0, (stream.columns || 80) - 1);
        stream.write(`\r\u001b[K${shown}`);
      } else if (Date.now() - last >= quietMilliseconds) {
        last = Date.now();
        stream.write(`${line}\n`);
      }
    },
    end(state, letter) {
      // who only says how things are has found them as they should be
      tell({
        event: 'result',
        part,
        state: state === 'done' && lines === 1 ? 'unchanged' : state,
        text: letter ?? doing,
      });
    },
  };
}

/** The same door to processes; what is listened to line by line is told too. */
export function overhear(run: Run, part: string, tell: Tell): Run {
  return (argv, options = {}) => {
    const { onLine } = options;
    if (!onLine) return run(argv, options);
    return run(argv, {
      ...options,
      onLine: (line, stream) => {
        tell({ event: 'detail', part, text: line });
        onLine(line, stream);
      },
    });
  };
}

/** `75 s` or `6 min 5 s`. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 100 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
