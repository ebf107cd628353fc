import { createEventReader } from './event-stream';
import { describeError, send } from './http';
import { api, askAs, type Person } from './person';
import type { Tally } from './tally';

/** Why no chat can be had; `undefined` if one can. */
export async function explainNoChat(person: Person, url: string): Promise<string | undefined> {
  const { status, text } = await askAs(person, url, `${api}/assistant`);
  if (status !== 200) return `there is no assistant (${status})`;
  const { state } = JSON.parse(text) as { state: string };
  return state === 'ready' ? undefined : `the assistant is ${state}`;
}

/** Asks the assistant something, and reads its answer to the end. @returns how many seconds that took */
export async function chat(url: string, { cookie }: Person, tally: Tally, message: string): Promise<number> {
  const started = performance.now();
  const events: string[] = [];
  let finish: string | undefined;
  const outcome = await new Promise<string | undefined>((resolve) => {
    const asked = { method: 'POST', body: { message, zone: 'UTC' }, headers: { cookie, accept: 'text/event-stream' } };
    const request = send(url, `${api}/chat`, asked, (response) => {
      const read = createEventReader(({ name, data }) => {
        events.push(`${name} ${data}`);
        if (name === 'end') finish = (JSON.parse(data) as { finish: string }).finish;
      });
      response.on('data', read);
      response.on('error', (error) => {
        resolve(`broke off: ${describeError(error)}`);
      });
      response.on('end', () => {
        resolve(response.statusCode === 200 ? undefined : `answered with ${response.statusCode}`);
      });
    });
    request.on('error', (error) => {
      resolve(describeError(error));
    });
  });
  const last = events.slice(-2).join(', ').slice(0, 200);
  if (outcome !== undefined) tally.fail('chat', `${outcome} after ${last}`);
  else if (finish === undefined || finish === 'error') tally.fail('chat', `ended with ${finish ?? 'nothing'}: ${last}`);
  else tally.succeed('chat');
  return (performance.now() - started) / 1000;
}
