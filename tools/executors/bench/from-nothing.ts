import { prepareRawCommands } from './raw-commands';
import type { Measurement } from './report';
import type { Stopwatch } from './stopwatch';
import type { Workbench } from './workbench';

/**
 * A cluster that is made anew, a deploy of everything into it, and a cluster that is stopped and started. The images
 * are built beforehand, for both sides alike; ours comes last, so that its release is there afterwards.
 */
export async function measureFromNothing(bench: Workbench, { time, rounds }: Stopwatch): Promise<Measurement[]> {
  const up: number[] = [];
  const resume: number[] = [];
  const stop: number[] = [];
  const again: number[] = [];
  const deploy = { ours: [] as number[], raw: [] as number[] };
  const makeCluster = async (): Promise<void> => {
    await bench.cluster('down', '--purge');
    up.push(await time('cluster: up from nothing', () => bench.cluster('up')));
  };
  await time('images', () => bench.nx('run-many', '-t', 'container'));
  await rounds('from nothing', async () => {
    await makeCluster();
    const raw = await prepareRawCommands(bench);
    deploy.raw.push(await time('full deploy, raw', () => raw.deployAll()));
    await makeCluster();
    deploy.ours.push(await time('full deploy, ours', () => bench.nx('deploy', 'k8s-chart')));
    stop.push(await time('cluster: down', () => bench.cluster('down')));
    resume.push(await time('cluster: up after down', () => bench.cluster('up')));
    again.push(await time('cluster: up when it runs', () => bench.cluster('up')));
  });
  return [
    { what: 'cluster: first `up`, node image cached', ours: up },
    { what: 'cluster: `down`', ours: stop },
    { what: 'cluster: `up` after `down`', ours: resume },
    { what: 'cluster: `up` when it runs', ours: again },
    {
      what: 'full deploy into an empty cluster, images built before',
      ours: deploy.ours,
      raw: { commands: '4 × (podman build, save, ctr import), helm upgrade --install --wait', seconds: deploy.raw },
    },
  ];
}
