import { prepareRawCommands } from './raw-commands';
import type { Measurement } from './report';
import type { Stopwatch } from './stopwatch';
import type { Workbench } from './workbench';

/** One changed line of the backend, and nothing changed at all, on a release that is there. */
export async function measureChanges(bench: Workbench, { time, rounds }: Stopwatch): Promise<Measurement[]> {
  const raw = await prepareRawCommands(bench);
  const changed = { ours: [] as number[], raw: [] as number[] };
  const unchanged = { ours: [] as number[], raw: [] as number[] };
  const nothing: number[] = [];
  await rounds('changes', async () => {
    bench.changeBackend();
    changed.ours.push(await time('one changed line, ours', () => bench.nx('deploy', 'k8s-chart')));
    unchanged.ours.push(await time('nothing changed, ours', () => bench.nx('deploy', 'k8s-chart')));
    nothing.push(await time('nothing to do, Nx itself', () => bench.nx('container', 'gateway')));
    bench.changeBackend();
    changed.raw.push(await time('one changed line, raw', () => raw.deployBackend()));
    unchanged.raw.push(await time('nothing changed, raw', () => raw.upgrade()));
  });
  return [
    {
      what: 'one changed line of the backend to a ready pod',
      ours: changed.ours,
      raw: { commands: 'podman build, save, ctr import, helm upgrade --wait', seconds: changed.raw },
    },
    {
      what: 'deploy with nothing changed',
      ours: unchanged.ours,
      raw: { commands: 'helm upgrade --wait', seconds: unchanged.raw },
    },
    {
      what: 'the same, beside the start of Nx',
      ours: unchanged.ours,
      raw: { commands: '`nx container gateway`, which its cache answers', seconds: nothing },
    },
  ];
}
