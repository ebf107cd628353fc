import { problem } from '@/backend/problem';

/** What is under `/api` answers programs, also when it is not there. */
function handle(): Response {
  return problem(404, 'Not Found', 'There is no such resource.');
}

export { handle as GET, handle as POST, handle as PUT, handle as PATCH, handle as DELETE };
