import type { Agent } from 'node:http';
import { expect, it } from 'vitest';
import { SharedTlsConfig } from './shared-tls';

function configure(server: string, cluster: object = {}): SharedTlsConfig {
  const config = new SharedTlsConfig();
  config.loadFromClusterAndUser({ name: 'c', server, skipTLSVerify: true, ...cluster }, { name: 'u', token: 'one' });
  return config;
}

/** The agent by which a request would be sent. */
async function askAgent(config: SharedTlsConfig): Promise<Agent | undefined> {
  let agent: Agent | undefined;
  const request = {
    setAgent: (given: Agent) => (agent = given),
    getAgent: () => agent,
    setHeaderParam: () => undefined,
  };
  await config.applySecurityAuthentication(request as never);
  return agent;
}

it('gives requests of one login one agent', async () => {
  const config = configure('https://127.0.0.1');
  expect(await askAgent(config)).toBe(await askAgent(config));
});

it('gives another agent once the server has another name', async () => {
  const config = configure('https://127.0.0.1');
  const before = await askAgent(config);
  Object.assign(config.getCurrentCluster() ?? {}, { tlsServerName: 'other' });
  expect(await askAgent(config)).not.toBe(before);
});

it.each([
  ['a proxy', 'https://127.0.0.1', { proxyUrl: 'http://127.0.0.1:3128' }],
  ['no TLS', 'http://127.0.0.1', {}],
])('leaves a cluster with %s to the client', async (_, server, cluster) => {
  const config = configure(server, cluster);
  expect(await askAgent(config)).not.toBe(await askAgent(config));
});
