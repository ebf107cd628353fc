import { randomUUID } from 'node:crypto';
import { type Answer, post, readCookies } from './http';

/** Somebody who has an account, or is about to. */
export interface Person {
  name: string;
  email: string;
  password: string;
}

/** A person nobody else in any test is. */
export function inventPerson(): Person {
  return { name: 'Ada', email: `ada-${randomUUID()}@example.com`, password: 'correct horse battery' };
}

export function signUp(url: string, person: Person, headers: Record<string, string> = {}): Promise<Answer> {
  return post(`${url}/api/auth/sign-up/email`, person, headers);
}

export function signIn(
  url: string,
  { email, password }: Person,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return post(`${url}/api/auth/sign-in/email`, { email, password }, headers);
}

/** A new account's cookie. */
export async function becomeSomebody(url: string): Promise<string> {
  const answer = await signUp(url, inventPerson());
  if (answer.status !== 200) throw new Error(`Sign up: ${answer.status} ${answer.text}`);
  return readCookies(answer);
}
