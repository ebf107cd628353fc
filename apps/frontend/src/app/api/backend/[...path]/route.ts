import { checkPassage } from '@/auth/gate';
import { mintToken } from '@/auth/token';
import { forward, resolveTarget } from '@/backend/forward';
import { problem } from '@/backend/problem';
import { readEnvironment } from '@/lib/env';

async function handle(request: Request): Promise<Response> {
  const { allowedHosts, backendUrl } = readEnvironment();
  const { origin, refusal } = checkPassage(request, allowedHosts);
  if (refusal) return refusal;
  const target = resolveTarget(request.url, backendUrl);
  if (!target) return problem(404, 'Not Found', 'There is no such resource.');
  const token = await mintToken(request.headers, origin.protocol).catch(reportFailure);
  if (token === null)
    return problem(503, 'Service Unavailable', 'The accounts cannot be reached.', { 'Retry-After': '2' });
  if (!token) return problem(401, 'Unauthorized', 'Sign in first.');
  return forward(request, target, token);
}

/** The database is away or on its way: not the same as nobody being signed in. */
function reportFailure(error: unknown): null {
  console.error(JSON.stringify({ level: 'error', message: 'The accounts did not answer', error: String(error) }));
  return null;
}

export { handle as GET, handle as POST, handle as PUT, handle as PATCH, handle as DELETE };
