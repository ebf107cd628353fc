import { randomUUID } from 'node:crypto';
import { ask, type Answer, type Asked } from './http';

/** Somebody with an account, signed in. */
export interface Person {
  email: string;
  password: string;
  cookie: string;
}

/** The API as a page's own script would call it. */
export const api = '/api/backend/api/v1';

/**
 * Makes an account that nobody else has.
 *
 * @throws an Error that says what to run where nothing is deployed
 */
export async function signUp(url: string, name: string): Promise<Person> {
  const email = `${name.toLowerCase()}-${randomUUID()}@example.com`;
  const password = randomUUID();
  const answer = await ask(url, '/api/auth/sign-up/email', { method: 'POST', body: { name, email, password } }).catch(
    (cause: unknown) => {
      throw new Error(`Sign up at ${url}: nobody answers. Run: npx nx deploy k8s-chart`, { cause });
    },
  );
  const cookie = (answer.headers['set-cookie'] ?? []).map((each) => each.split(';')[0]).join('; ');
  if (answer.status !== 200 || cookie === '') {
    throw new Error(`Sign up at ${url}: ${answer.status} ${answer.text}. Run: npx nx deploy k8s-chart`);
  }
  return { email, password, cookie };
}

/** Asks in somebody's name. */
export function askAs({ cookie }: Person, url: string, path: string, asked: Asked = {}): Promise<Answer> {
  return ask(url, path, { ...asked, headers: { cookie, ...asked.headers } });
}

/** How many open tasks somebody has, by the backend's own count. */
export async function countTasks(person: Person, url: string): Promise<number> {
  const { status, text } = await askAs(person, url, `${api}/tasks/summary?zone=UTC`);
  if (status !== 200) throw new Error(`Count the tasks: ${status} ${text}`);
  return (JSON.parse(text) as { all: number }).all;
}
