import { chromium, expect, test } from '@playwright/test';
import { addTask, expectTitles } from '../support/board.js';
import { readNodeAddresses } from '../support/cluster.js';
import { inventPerson, signUp } from '../support/person.js';
import { target } from '../support/target.js';

const { hostname, port } = new URL(target.url);

/** The same application under another name. */
function withHost(host: string): string {
  return `http://${host}${port === '' ? '' : `:${port}`}`;
}

/** Signs up and comes back, which fails wherever a cookie is dropped or an origin is not trusted. */
async function proveLife(url: string, resolverRules: string[] = []): Promise<void> {
  const { launchOptions } = test.info().project.use;
  const args = [...(launchOptions?.args ?? []), ...resolverRules.map((rule) => `--host-resolver-rules=${rule}`)];
  const browser = await chromium.launch({ ...launchOptions, args });
  try {
    const page = await browser.newPage({ baseURL: url });
    await signUp(page, inventPerson('Nomad'));
    await addTask(page, 'Written here');
    await page.reload();
    await expectTitles(page, ['Written here']);
  } finally {
    await browser.close();
  }
}

test(`people can live at ${target.url}`, () => proveLife(target.url));

test('people can live at localhost', async () => {
  test.info().skip(hostname !== '127.0.0.1', `the application is not on this machine but at ${hostname}`);
  await proveLife(withHost('localhost'));
});

test('people can live at a name of their own network', () =>
  proveLife(withHost('todo-app.test'), [`MAP todo-app.test ${hostname}`]));

test('people can live at the address of a node', async ({ request }) => {
  const addresses = target.cluster ? await readNodeAddresses(target.cluster) : [];
  const url = `http://${addresses[0] ?? 'unknown'}:30080`;
  const answer = await request.get(`${url}/livez`, { timeout: 3000 }).catch(() => undefined);
  test.info().skip(!answer?.ok(), `no node answers from here (${addresses.join(', ') || 'no cluster is known'})`);
  await proveLife(url);
});

test('a public name that nobody listed is not served', async ({ request }) => {
  const answer = await request.get('/api/auth/get-session', { headers: { Host: 'rebind.evil.example' } });
  expect(answer.status()).toBe(421);
});

test('the script of the page calls no other address', async ({ page }) => {
  const hosts = new Set<string>();
  page.on('request', (request) => hosts.add(new URL(request.url()).host));
  await signUp(page, inventPerson('Lone'));
  await addTask(page, 'Stay at home');
  expect([...hosts]).toEqual([new URL(target.url).host]);
});
