import 'server-only';
import { headers } from 'next/headers';
import { DatabaseAwayError } from '@/auth/database-errors';
import { resolveRequestOrigin } from '@/auth/request-origin';
import { type CurrentUser, readCurrentUser } from '@/auth/session';
import { mintToken } from '@/auth/token';
import { createApiClient } from '@/lib/api/client';
import { ApiError, classifyAbsence, describeError } from '@/lib/api/errors';
import { readEnvironment } from '@/lib/env';
import { type Address, resolveLanding } from './board-query';
import type { FirstPage, FirstState } from './board-state';
import { createTasksApi, type TasksApi } from './tasks-api';

/** Nobody looks at an empty window for longer: the page goes out without its tasks, and the browser fetches them. */
const PATIENCE_MS = 3_000;

/** What the page finds: nobody signed in, a database that sleeps too fast to say who is, or a board to show. */
export type Opening =
  | { kind: 'stranger' }
  | { kind: 'asleep' }
  | { kind: 'board'; user: CurrentUser; first: FirstState };

/** Finds out who asks, and what the first look at the board shows. */
export async function openBoard(address: Address, zone: string): Promise<Opening> {
  try {
    const user = await readCurrentUser();
    if (!user) return { kind: 'stranger' };
    const sent = await headers();
    const token = await mintToken(sent, resolveRequestOrigin(sent)?.protocol ?? 'http');
    if (token === undefined) return { kind: 'stranger' };
    const authorization = { Authorization: `Bearer ${token}` };
    const client = createApiClient(readEnvironment().backendUrl, authorization, fetch, PATIENCE_MS);
    return { kind: 'board', user, first: await loadFirst(createTasksApi(client), address, zone) };
  } catch (error) {
    if (error instanceof DatabaseAwayError) return { kind: 'asleep' };
    throw error;
  }
}

/**
 * The first page and the counts. Without a view in the address that takes a look at today, and at everything if nothing
 * is due today. What could not be fetched is the browser's to fetch: the page stands without it.
 */
export async function loadFirst(api: TasksApi, address: Address, zone: string): Promise<FirstState> {
  const summarize = api.summarize(zone).catch(() => undefined);
  const hoped = resolveLanding(address, 1);
  const load = (query: typeof hoped): Promise<FirstPage> =>
    api.list(query, zone, null).catch((error: unknown) => ({
      failure: describeError(error),
      awaited: classifyAbsence(error) ?? (isSilence(error) ? 'server' : null),
    }));
  const [summary, page] = await Promise.all([summarize, load(hoped)]);
  const query = resolveLanding(address, summary?.counts.today ?? ('tasks' in page ? page.tasks.length : 0));
  return { query, zone, summary, page: query.view === hoped.view ? page : await load(query) };
}

function isSilence(error: unknown): boolean {
  return error instanceof ApiError && error.status === 0;
}
