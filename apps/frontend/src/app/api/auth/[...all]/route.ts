import { getAuth } from '@/auth/auth';
import { answerAccountRequest } from '@/auth/account-route';
import { readEnvironment } from '@/lib/env';

function handle(request: Request): Promise<Response> {
  return answerAccountRequest(request, readEnvironment(), (protocol) => getAuth(protocol).handler);
}

export { handle as GET, handle as POST };
