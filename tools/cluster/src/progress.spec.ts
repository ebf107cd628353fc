import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { openEvents, run, type Saying } from '@todo-app/executors';
import { createProgress, formatDuration, overhear } from './progress';

function makeStream(isTTY: boolean) {
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 40 }) as unknown as NodeJS.WriteStream;
  return { stream, text: () => String((stream as unknown as PassThrough).read() ?? '') };
}

const silent = openEvents('cluster', {});

/** What is told while `speak` is at work. */
function listen(speak: (progress: ReturnType<typeof createProgress>) => void): Saying[] {
  const told: Saying[] = [];
  const tell = (saying: Saying) => {
    told.push(saying);
    return silent(saying);
  };
  speak(createProgress('cluster', tell, makeStream(false).stream));
  return told;
}

it('writes plain lines, at most one in five seconds, where there is no terminal', () => {
  const { stream, text } = makeStream(false);
  const progress = createProgress('cluster', silent, stream);
  for (let step = 1; step <= 100; step += 1) progress.update(`step ${step}`);
  progress.say('done');
  expect(text()).toBe('step 1\ndone\n');
});

it('rewrites one line of a terminal, never wider than it is', () => {
  const { stream, text } = makeStream(true);
  const progress = createProgress('cluster', silent, stream);
  progress.update('x'.repeat(100));
  progress.update('short');
  progress.say('done');
  expect(text()).toBe(`\r\u001b[K${'x'.repeat(39)}\r\u001b[Kshort\r\u001b[Kdone\n`);
});

it('knows what is being done', () => {
  const progress = createProgress('cluster', silent, makeStream(false).stream);
  progress.say('Compiling');
  expect(progress.doing()).toBe('Compiling');
});

it.each([
  [4400, '4 s'],
  [365_000, '6 min 5 s'],
])('%d ms are %s', (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});

it('tells of the cluster what is done, how far it is, and the end', () => {
  const told = listen((progress) => {
    progress.say('Downloading kind');
    progress.update('kind makes the cluster');
    progress.end('done');
  });
  expect(told).toEqual([
    { event: 'step', part: 'cluster', state: 'running', text: 'Downloading kind' },
    { event: 'progress', part: 'cluster', state: 'running', text: 'kind makes the cluster' },
    { event: 'result', part: 'cluster', state: 'done', text: 'kind makes the cluster' },
  ]);
});

it('takes a cluster for unchanged of which there was nothing to say but how it is', () => {
  const told = listen((progress) => {
    progress.say('The cluster kind-todo-app is ready (0 s).');
    progress.end('done');
  });
  expect(told.at(-1)).toMatchObject({ state: 'unchanged', text: 'The cluster kind-todo-app is ready (0 s).' });
});

it('tells the letter of a failure', () => {
  const told = listen((progress) => {
    progress.end('failed', 'Make the cluster: no.');
  });
  expect(told).toEqual([{ event: 'result', part: 'cluster', state: 'failed', text: 'Make the cluster: no.' }]);
});

it('tells what another program says line by line, and nothing that is only read', async () => {
  const told: string[] = [];
  const heard: string[] = [];
  const door = overhear(run, 'cluster', (saying) => {
    told.push(saying.text);
    return silent(saying);
  });
  await door(['echo', 'a secret']);
  await door(['echo', 'Get:1 podman'], { onLine: (line) => heard.push(line) });
  expect(told).toEqual(['Get:1 podman']);
  expect(heard).toEqual(told);
});
