import createClient from 'openapi-fetch';
import { createApiError } from './errors';
import type { paths } from './schema.gen';

export type ApiClient = ReturnType<typeof createApiClient>;

/**
 * The backend's API, typed by its own description.
 * @param baseUrl where the paths of the description begin
 * @param headers sent with each request
 */
export function createApiClient(baseUrl: string, headers: Record<string, string> = {}, send: typeof fetch = fetch) {
  return createClient<paths>({ baseUrl, headers, fetch: (request) => send(request), cache: 'no-store' });
}

/** The content of an answer. @throws {ApiError} for one that is not a success, and when none came. */
export async function unwrap<T>(answer: Promise<{ data?: T; response: Response }>): Promise<T> {
  const { data, response } = await answer.catch((cause: unknown) => {
    throw createApiError(0, cause);
  });
  if (!response.ok) throw createApiError(response.status);
  return data as T;
}
