/**
 * Why a request failed, for a program. Every problem document of the frontend has one where the status alone does not
 * say what to do, and the backend uses the same words in its own, which `/api/backend` hands on as they are.
 *
 * - `database-away` (503): the database sleeps, starts or cannot be reached. Nothing was changed, so that the same
 *   request may be sent again after `Retry-After` seconds. Say "Waking the database…" and do so.
 * - `backend-away` (503): the task service starts or restarts. Nothing was changed; send again after `Retry-After`.
 * - `backend-broke-off` (502): the connection ended before an answer came. A change may have been made or not.
 */
export type ProblemCode = 'database-away' | 'backend-away' | 'backend-broke-off';

/** An error answer as RFC 9457 writes it, with a `code` where a program has to tell cases of one status apart. */
export interface Problem {
  type: 'about:blank';
  title: string;
  status: number;
  detail: string;
  code?: ProblemCode;
}

/** What may come with a problem beside its sentence. */
export interface ProblemExtras {
  code?: ProblemCode;
  headers?: Record<string, string>;
}

/** An `application/problem+json` answer that no cache keeps. */
export function problem(status: number, title: string, detail: string, extras: ProblemExtras = {}): Response {
  const { code, headers } = extras;
  const body: Problem = { type: 'about:blank', title, status, detail, ...(code === undefined ? {} : { code }) };
  return Response.json(body, {
    status,
    headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store', ...headers },
  });
}
