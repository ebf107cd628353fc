import { getAuth } from '@/auth/auth';
import { checkPassage } from '@/auth/gate';
import { bindToOrigin } from '@/auth/request-origin';
import { readEnvironment } from '@/lib/env';

async function handle(request: Request): Promise<Response> {
  const { origin, refusal } = checkPassage(request, readEnvironment().allowedHosts);
  if (refusal) return refusal;
  return getAuth(origin.protocol).handler(bindToOrigin(request, origin.origin));
}

export { handle as GET, handle as POST };
