/**
 * `npm run bench`: the figures of a first start, a resume, a deploy and a deploy with nothing to do, each in one run
 * with the raw commands that do the same, as Markdown. It works in a clone of the last commit and on a cluster of its
 * own, both removed at the end. Usage: npm run bench -- [--runs 5]
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { formatError, readImageFile, run } from '../src';
import { prepareRawCommands } from './raw-commands';
import { formatReport, type Measurement } from './report';
import { createWorkbench, type Workbench } from './workbench';

const images = { frontend: 'apps/frontend', backend: 'apps/backend', 'k8s-chart': 'libs/k8s-chart' };

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { runs: { type: 'string', default: '5' } } });
  const runs = Number(values.runs);
  const abort = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      abort.abort();
    });
  const bench = await createWorkbench(run, process.cwd(), abort.signal);
  try {
    const cluster = await measureCluster(bench, runs);
    const deploys = await measureDeploys(bench, runs);
    const sizes = Object.entries(images).map(([project, root]) => {
      const image = readImageFile(bench.root, root, project);
      return { name: image.repository, megabytes: image.sizeBytes / 1e6 };
    });
    console.log(formatReport([...cluster, ...deploys], sizes));
  } finally {
    await bench.remove();
  }
}

async function measureCluster(bench: Workbench, runs: number): Promise<Measurement[]> {
  await bench.cluster('setup');
  await bench.cluster('up');
  const first: number[] = [];
  const resume: number[] = [];
  const stop: number[] = [];
  const again: number[] = [];
  for (let index = 0; index < runs; index++) {
    await bench.cluster('down', '--purge');
    first.push(await time('cluster, first up', () => bench.cluster('up')));
    stop.push(await time('cluster, down', () => bench.cluster('down')));
    resume.push(await time('cluster, up after down', () => bench.cluster('up')));
    again.push(await time('cluster, up when running', () => bench.cluster('up')));
  }
  return [
    { what: 'cluster: first `up`, everything cached', ours: first },
    { what: 'cluster: `down`', ours: stop },
    { what: 'cluster: `up` after `down`', ours: resume },
    { what: 'cluster: `up` when it runs', ours: again },
  ];
}

async function measureDeploys(bench: Workbench, runs: number): Promise<Measurement[]> {
  await time('first deploy of everything', () => bench.nx('deploy', 'k8s-chart'));
  const tools = JSON.parse(readFileSync(join(bench.root, 'dist/tools/cluster/tools.json'), 'utf8')) as Tools;
  const raw = await prepareRawCommands(run, bench.root, tools.helm.program);
  const changed = { ours: [] as number[], raw: [] as number[] };
  const unchanged = { ours: [] as number[], raw: [] as number[] };
  for (let index = 0; index < runs; index++) {
    bench.changeBackend();
    changed.ours.push(await time('one changed line, ours', () => bench.nx('deploy', 'k8s-chart')));
    unchanged.ours.push(await time('nothing changed, ours', () => bench.nx('deploy', 'k8s-chart')));
    bench.changeBackend();
    changed.raw.push(await time('one changed line, raw', () => raw.deployBackend(`raw-${index}`)));
    unchanged.raw.push(await time('nothing changed, raw', () => raw.upgrade()));
  }
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
  ];
}

interface Tools {
  helm: { program: string };
}

async function time(what: string, work: () => Promise<void>): Promise<number> {
  const startedAt = Date.now();
  await work();
  const seconds = (Date.now() - startedAt) / 1000;
  console.error(`${what}: ${seconds.toFixed(1)} s`);
  return seconds;
}

main().catch((error: unknown) => {
  console.error(formatError(error));
  process.exitCode = 1;
});
