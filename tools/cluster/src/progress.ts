/** Says what is being done and how far it is. */
export interface Progress {
  /** One line that stays. */
  say(line: string): void;
  /** How far the current step is: rewritten in place on a terminal, else at most one line every few seconds. */
  update(line: string): void;
  /** The last line of either kind: what an interruption interrupts. */
  doing(): string;
}

const quietMilliseconds = 5000;

/** Progress on a stream, stderr by default, so that stdout carries answers only. */
export function createProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
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
      clear();
      stream.write(`${line}\n`);
    },
    update(line) {
      doing = line;
      if (stream.isTTY) {
        shown = line.slice(0, (stream.columns || 80) - 1);
        stream.write(`\r\u001b[K${shown}`);
      } else if (Date.now() - last >= quietMilliseconds) {
        last = Date.now();
        stream.write(`${line}\n`);
      }
    },
  };
}

/** `75 s` or `6 min 5 s`. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 100 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
