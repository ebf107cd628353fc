import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Paths } from './paths';

/** Asks whether somebody answers at an address; any HTTP answer counts. Never longer than two seconds. */
export type Probe = (url: string) => Promise<boolean>;

const trustedMinutes = 30;

interface Answer {
  answers: boolean;
  at: number;
}

/** A probe that remembers its answers per user for half an hour, so that a machine without a network waits once. */
export function createProbe(paths: Paths, ask: Probe = askNetwork, now: () => number = Date.now): Probe {
  const file = join(paths.cache, 'probes.json');
  return async (url) => {
    const known = readAnswers(file);
    const last = known[url];
    if (last && now() - last.at < trustedMinutes * 60_000) return last.answers;
    const answers = await ask(url);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify({ ...readAnswers(file), [url]: { answers, at: now() } }));
    return answers;
  };
}

async function askNetwork(url: string): Promise<boolean> {
  try {
    await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(2000) });
    return true;
  } catch {
    return false;
  }
}

function readAnswers(file: string): Partial<Record<string, Answer>> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<Record<string, Answer>>;
  } catch {
    return {};
  }
}
