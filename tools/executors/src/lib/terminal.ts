import { readFileSync, readlinkSync, writeFileSync } from 'node:fs';

/**
 * Finds the terminal that the person sits at. Nx gives a task a terminal or a pipe of its own and drops what comes
 * through it after Ctrl-C, so the nearest ancestor's terminal is looked for while it still lives.
 *
 * @returns a function that writes a line there; it does nothing where our own output is that terminal, or there is none
 */
export function findOuterTerminal(): (text: string) => void {
  const own = readTerminal(process.pid);
  for (let pid = process.ppid; pid > 1; pid = readParent(pid)) {
    const terminal = readTerminal(pid);
    if (terminal && terminal !== own) return (text) => writeQuietly(terminal, `${text}\n`);
  }
  return () => undefined;
}

function readTerminal(pid: number): string | undefined {
  try {
    const target = readlinkSync(`/proc/${pid}/fd/2`);
    return /^\/dev\/(pts\/|tty)/.test(target) ? target : undefined;
  } catch {
    return undefined;
  }
}

function readParent(pid: number): number {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

function writeQuietly(terminal: string, text: string): void {
  try {
    writeFileSync(terminal, text);
  } catch {
    // it was closed meanwhile
  }
}
