import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BrowserContext } from '@playwright/test';
import type { Person } from './person.js';

/** What `remember` leaves for `recall`: somebody with tasks, and the browser they left open. */
export interface Memory {
  person: Person;
  titles: string[];
  browser: Awaited<ReturnType<BrowserContext['storageState']>>;
}

const file = join(import.meta.dirname, '../../../../dist/apps/frontend-e2e/memory.json');

export function writeMemory(memory: Memory): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(memory), { mode: 0o600 });
}

/** @throws an Error that says what to run first. */
export function readMemory(): Memory {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Memory;
  } catch (cause) {
    throw new Error(
      'Recall: nobody was remembered (dist/apps/frontend-e2e/memory.json). Run: npx nx remember frontend-e2e',
      { cause },
    );
  }
}
