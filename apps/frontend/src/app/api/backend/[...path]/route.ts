import { databaseAway } from '@/auth/database-away';
import { checkPassage } from '@/auth/gate';
import { mintToken } from '@/auth/token';
import { forward, resolveTarget } from '@/backend/forward';
import { problem } from '@/backend/problem';
import { readBody } from '@/backend/request-body';
import { readEnvironment } from '@/lib/env';

async function handle(request: Request): Promise<Response> {
  const { allowedHosts, backendUrl } = readEnvironment();
  const { origin, refusal } = checkPassage(request, allowedHosts);
  if (refusal) return refusal;
  const target = resolveTarget(request.url, backendUrl);
  if (!target) return problem(404, 'Not Found', 'There is no such resource.');
  const read = await readBody(request);
  if (read.refusal) return read.refusal;
  try {
    const token = await mintToken(request.headers, origin.protocol);
    if (!token) return problem(401, 'Unauthorized', 'Sign in first.');
    return await forward(request, { target, token, body: read.body });
  } catch (error) {
    return databaseAway(error);
  }
}

export { handle as GET, handle as POST, handle as PUT, handle as PATCH, handle as DELETE };
