/** An error answer as RFC 9457 writes it. */
export interface Problem {
  type: 'about:blank';
  title: string;
  status: number;
  detail: string;
}

/** A `application/problem+json` answer that no cache keeps. */
export function problem(status: number, title: string, detail: string, headers: Record<string, string> = {}): Response {
  const body: Problem = { type: 'about:blank', title, status, detail };
  return Response.json(body, {
    status,
    headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store', ...headers },
  });
}
