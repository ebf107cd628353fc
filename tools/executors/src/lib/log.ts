import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Starts a log anew; each line gets the time. A disk that is full is no reason not to deploy.
 *
 * @param file relative to the workspace
 */
export function openLog(workspace: string, file: string): (line: string) => void {
  const path = join(workspace, file);
  const attempt = (write: () => void): void => {
    try {
      write();
    } catch {
      // what is said here is also on the terminal
    }
  };
  attempt(() => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, '', { mode: 0o600 });
  });
  return (line) => {
    attempt(() => {
      appendFileSync(path, `${new Date().toISOString()} ${line}\n`);
    });
  };
}
