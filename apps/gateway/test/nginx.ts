import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/opt/homebrew/bin'];

/** The nginx of this machine. */
export const nginx = folders.map((folder) => join(folder, 'nginx')).find(isExecutable);

/** Part of a title, so that tests that are skipped say why. */
export const unlessThere = nginx ? '' : ' (skipped: there is no nginx. Run: npx nx nginx gateway)';

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
