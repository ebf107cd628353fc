import { connection } from 'next/server';
import { EnvironmentError } from '@/lib/environment';
import { readEnvironment } from '@/lib/env';

/** Ready: the settings are usable. Never asks the database, which may be asleep and should stay so. */
export async function GET(): Promise<Response> {
  await connection();
  try {
    readEnvironment();
    return Response.json({ status: 'ready' });
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    return Response.json({ status: 'not ready', problems: error.problems }, { status: 503 });
  }
}
