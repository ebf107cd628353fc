import 'server-only';
import { headers } from 'next/headers';
import { resolveRequestOrigin } from '@/auth/request-origin';
import { mintToken } from '@/auth/token';
import { createApiClient } from '@/lib/api/client';
import { describeError } from '@/lib/api/errors';
import { readEnvironment } from '@/lib/env';
import type { TaskPage, View } from './task';
import { createTasksApi } from './tasks-api';

/** The first tasks of a view for the page that is being rendered; a failure is shown there, with a way to retry. */
export async function loadTasks(view: View): Promise<TaskPage | { failure: string }> {
  const sent = await headers();
  try {
    const token = await mintToken(sent, resolveRequestOrigin(sent)?.protocol ?? 'http');
    const client = createApiClient(readEnvironment().backendUrl, { Authorization: `Bearer ${token}` });
    return await createTasksApi(client).list(view, null);
  } catch (error) {
    return { failure: describeError(error) };
  }
}
