import type { Run, RunResult } from '@todo-app/executors';
import { expect, it } from 'vitest';
import { findForwards, removeStaleForwards } from './stale-forwards';

const rule = (network: string, ports: string, chain: string): string =>
  `-A CNI-HOSTPORT-DNAT -p tcp -m comment --comment "dnat name: \\"${network}\\" id: \\"of-${chain}\\"" -m multiport --dports ${ports} -j ${chain}`;

const rules = [
  '-N CNI-HOSTPORT-DNAT',
  rule('todo-app-90839c51', '30080,37423', 'CNI-DN-a'),
  rule('podman', '30080', 'CNI-DN-b'),
  rule('todo-app-90839c51', '30090,30081', 'CNI-DN-c'),
  rule('todo-app', '30080,36413', 'CNI-DN-d'),
].join('\n');

it('finds the forwards of one port in networks of ours, last first', () => {
  expect(findForwards(rules, 30080)).toEqual([
    { position: 4, chain: 'CNI-DN-d' },
    { position: 1, chain: 'CNI-DN-a' },
  ]);
});

it('leaves out those of the node that is to be started', () => {
  expect(findForwards(rules, 30080, 'of-CNI-DN-a')).toEqual([{ position: 4, chain: 'CNI-DN-d' }]);
});

it('finds nothing where the chain is not there', () => {
  expect(findForwards('iptables: No chain/target/match by that name.', 30080)).toEqual([]);
});

it('removes them with their chains', async () => {
  const asked: string[] = [];
  const run: Run = (argv) => {
    asked.push(argv.slice(4).join(' '));
    return Promise.resolve({ argv, exitCode: 0, stdout: rules, stderr: '' } as unknown as RunResult);
  };
  await removeStaleForwards(run, 30090);
  expect(asked).toEqual([
    '--list-rules CNI-HOSTPORT-DNAT',
    '--delete CNI-HOSTPORT-DNAT 3',
    '--flush CNI-DN-c',
    '--delete-chain CNI-DN-c',
  ]);
});
