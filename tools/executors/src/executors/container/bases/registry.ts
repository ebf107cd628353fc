import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Registries asked before: when, and whether they answered. */
type Answers = Record<string, { answers: boolean; at: number }>;

const keptForMs = 5 * 60_000;
const timeoutMs = 2000;

/**
 * Whether a registry answers from this machine. It is given two seconds; what it said is kept for five minutes.
 *
 * @param memory the file that keeps the answers
 */
export async function registryAnswers(registry: string, memory: string, now = Date.now()): Promise<boolean> {
  const answers = readAnswers(memory);
  const known = answers[registry];
  if (known && now - known.at >= 0 && now - known.at < keptForMs) return known.answers;
  const fresh = await probeRegistry(registry);
  mkdirSync(dirname(memory), { recursive: true });
  writeFileSync(memory, JSON.stringify({ ...answers, [registry]: { answers: fresh, at: now } }));
  return fresh;
}

/** Asks a registry's root; an open one says 200, one that wants a token 401, and a proxy in between anything else. */
async function probeRegistry(registry: string): Promise<boolean> {
  const host = registry === 'docker.io' ? 'registry-1.docker.io' : registry;
  const scheme = /^(localhost|127\.)/.test(host) ? 'http' : 'https';
  try {
    const { status } = await fetch(`${scheme}://${host}/v2/`, { signal: AbortSignal.timeout(timeoutMs) });
    return status === 200 || status === 401;
  } catch {
    return false;
  }
}

function readAnswers(memory: string): Answers {
  try {
    return JSON.parse(readFileSync(memory, 'utf8')) as Answers;
  } catch {
    return {};
  }
}
