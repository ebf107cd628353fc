import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError, formatFailure, runOrThrow } from '@todo-app/executors';
import type { Context } from './context';
import type { Carrier } from './engine';
import { ensureNodeImage, planNodeImage } from './image-source';
import type { Probe } from './probe';
import { formatDuration } from './progress';
import { versions } from './versions';

/** What is to be done about the version of a node's Kubernetes. kubeadm goes up by one minor version at most, and never down. */
export function classifyUpgrade(has: string, wants: string): 'none' | 'upgrade' | 'newer' | 'too-far' {
  const [hasMinor, hasPatch] = parseVersion(has);
  const [wantsMinor, wantsPatch] = parseVersion(wants);
  const steps = wantsMinor - hasMinor;
  if (steps === 0 && wantsPatch === hasPatch) return 'none';
  if (steps < 0 || (steps === 0 && wantsPatch < hasPatch)) return 'newer';
  return steps <= 1 ? 'upgrade' : 'too-far';
}

function parseVersion(version: string): [minor: number, patch: number] {
  const [, minor = '0', patch = '0'] = version.split('.');
  return [Number.parseInt(minor, 10), Number.parseInt(patch, 10)];
}

/** Whether a node was made from an image of ours, whose layout an upgrade knows. */
export const isMadeHere = (image: string): boolean => image.startsWith('localhost/todo-app/node:');

const parts = [
  'usr/bin/kube',
  'usr/local/bin/containerd',
  'usr/local/bin/containerd-shim-runc-v2',
  'usr/local/bin/ctr',
  'kind/images.tar',
];

/** Brings a running node to the pinned versions: programs and images from the present node image, then kubeadm. Data stays. */
export async function upgradeNode(
  node: string,
  has: string,
  carrier: Carrier,
  probe: Probe,
  context: Context,
): Promise<void> {
  const { run, project, progress, signal } = context;
  const { program, env } = carrier;
  const started = Date.now();
  const { image } = await ensureNodeImage(await planNodeImage(carrier, probe, context), carrier, context);
  progress.say(`Upgrading ${node} from Kubernetes ${has} to ${versions.kubernetes}, its data kept`);
  const source = `${node}-upgrade`;
  const ask = (...args: string[]) => runOrThrow(run, [program, ...args], { env, signal });
  await run([program, 'rm', '--force', source], { env, signal });
  await ask('create', '--name', source, '--network=none', image);
  try {
    await ask('exec', node, 'mkdir', '-p', '/upgrade');
    for (const part of parts) await ask('cp', `${source}:/${part}`, `${node}:/upgrade/${part.split('/').at(-1) ?? ''}`);
  } finally {
    await run([program, 'rm', '--force', source], { env });
  }
  const upgraded = await run([program, 'exec', '-i', node, 'bash', '-s', versions.kubernetes], {
    env,
    signal,
    input: readFileSync(join(project, 'scripts/upgrade-node.sh')),
    onLine: (line) => {
      progress.update(`  ${line}`);
    },
  });
  if (upgraded.exitCode !== 0)
    throw new UserError(
      `Upgrade ${node} to Kubernetes ${versions.kubernetes}: ${formatFailure(upgraded, 8)}`,
      'Try again: npx nx up cluster. Or make the cluster anew, without its data: npx nx down cluster --purge',
    );
  progress.say(`Upgraded ${node} in ${formatDuration(Date.now() - started)}.`);
}
