import { openJournal } from '../src/executors/container/journal';
import { resolveSettings } from '../src/executors/container/plan';
import { produceImage } from '../src/executors/container/produce-image';
import { prepareRawCommands } from './raw-commands';
import type { Measurement } from './report';
import type { Stopwatch } from './stopwatch';
import type { Workbench } from './workbench';

/** What the executor `container` costs by itself, without the start of Nx, beside the build command alone. */
export async function measureBuilds(bench: Workbench, { time, rounds }: Stopwatch): Promise<Measurement[]> {
  const raw = await prepareRawCommands(bench);
  const project = { name: 'backend', workspace: bench.root, root: 'apps/backend' };
  const settings = resolveSettings({ repository: 'todo-app/backend' }, project, process.arch, {});
  const build = async (): Promise<void> => {
    const journal = openJournal(project.workspace, project.root, settings, () => undefined);
    try {
      await produceImage(bench.run, project, settings, journal);
      bench.markBackend();
    } finally {
      journal.close();
    }
  };
  const changed = { ours: [] as number[], raw: [] as number[] };
  const unchanged = { ours: [] as number[], raw: [] as number[] };
  await rounds('builds', async () => {
    bench.changeBackend();
    changed.ours.push(await time('build of a changed line, ours', build));
    unchanged.ours.push(await time('build of nothing new, ours', build));
    bench.changeBackend();
    changed.raw.push(await time('build of a changed line, raw', () => raw.build('backend')));
    unchanged.raw.push(await time('build of nothing new, raw', () => raw.build('backend')));
  });
  return [
    {
      what: '`container` alone, one changed line',
      ours: changed.ours,
      raw: { commands: 'podman build', seconds: changed.raw },
    },
    {
      what: '`container` alone, nothing changed',
      ours: unchanged.ours,
      raw: { commands: 'podman build', seconds: unchanged.raw },
    },
  ];
}
