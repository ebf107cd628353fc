import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cluster, type ImageFile, nodesHave, readClusterFile, readNodeImages, run } from '../src/index';
import { type ClusterView, viewNamespace } from './cluster-view';
import { createDollWorkspace, type DollWorkspace } from './doll-workspace';

const namespace = `deploy-e2e-${randomBytes(3).toString('hex')}`;
const canary = `canary${randomBytes(12).toString('hex')}`;
const databaseUrl = `postgresql://todo:${canary}@db.example.org/todo`;
let cluster: Cluster;
let view: ClusterView;
let workspace: DollWorkspace;
let image: ImageFile;

beforeAll(async () => {
  cluster = readClusterFile(join(__dirname, '../../..'));
  view = viewNamespace(cluster, namespace);
  workspace = createDollWorkspace(namespace);
  workspace.writeEnv({ DATABASE_URL: databaseUrl, COHERE_API_KEY: canary });
  image = await workspace.build('one');
});
afterAll(async () => {
  await view.remove();
  await workspace.remove(cluster);
});

describe('a deploy', () => {
  it('that is dry changes nothing', async () => {
    const { stdout, exitCode } = await workspace.deploy({}, { dryRun: true });
    expect({ stdout, exitCode }).toEqual({
      stdout: expect.stringContaining('nothing was changed') as string,
      exitCode: 0,
    });
    await expect(view.core.readNamespace({ name: namespace })).rejects.toThrow();
  });

  it('puts the image into the node, makes the namespace and ends with ready pods', async () => {
    const { stdout, exitCode } = await workspace.deploy();
    expect(exitCode, stdout).toBe(0);
    expect(stdout).toContain(`backend    1/1 ready  todo-app/doll:${image.tag}`);
    expect(nodesHave((await readNodeImages(run, cluster)) ?? [], `todo-app/doll:${image.tag}`, image.imageId)).toBe(
      true,
    );
    const { metadata } = await view.core.readNamespace({ name: namespace });
    expect(metadata?.labels).toMatchObject({ 'pod-security.kubernetes.io/enforce': 'restricted' });
  });

  it('with nothing changed restarts no pod and generates no secret anew', async () => {
    const before = [await view.readyPods(), await view.secretValue('BETTER_AUTH_SECRET')];
    const { stdout, exitCode } = await workspace.deploy();
    expect(exitCode, stdout).toBe(0);
    expect(stdout).toMatch(/^release {2}unchanged since revision 1 /m);
    expect([await view.readyPods(), await view.secretValue('BETTER_AUTH_SECRET')]).toEqual(before);
  });

  it('of other bytes from equal inputs restarts no pod', async () => {
    const before = await view.readyPods();
    const rebuilt = await workspace.build('two');
    workspace.pretend({ ...rebuilt, inputs: image.inputs });
    const { stdout, exitCode } = await workspace.deploy();
    expect(exitCode, stdout).toBe(0);
    expect(stdout).toContain('unchanged since revision 1');
    expect(stdout).toContain(`backend    1/1 ready  todo-app/doll:${image.tag}`);
    expect(await view.readyPods()).toEqual(before);
    workspace.pretend(rebuilt);
  });

  it('of a changed image brings new pods', async () => {
    const before = await view.readyPods();
    const { stdout, exitCode } = await workspace.deploy();
    expect(exitCode, stdout).toBe(0);
    expect(await view.readyPods()).not.toEqual(before);
    expect(await view.readyPods()).toHaveLength(1);
  });

  it('of a changed secret brings new pods', async () => {
    const before = await view.readyPods();
    workspace.writeEnv({ DATABASE_URL: databaseUrl });
    const { stdout, exitCode } = await workspace.deploy();
    expect(exitCode, stdout).toBe(0);
    expect(await view.readyPods()).not.toEqual(before);
    expect(await view.secretValue('COHERE_API_KEY')).toBeUndefined();
  });

  it('lets a secret into no argument, no output, no record of Helm and no file of its own', async () => {
    workspace.writeEnv({ DATABASE_URL: databaseUrl, COHERE_API_KEY: canary });
    const seen = new Set<string>();
    const sampling = setInterval(() => {
      readArguments().forEach((line) => seen.add(line));
    }, 10);
    const { stdout, stderr, exitCode } = await workspace.deploy({}, { verbose: true });
    clearInterval(sampling);
    expect(exitCode, stdout).toBe(0);
    expect(await view.secretValue('COHERE_API_KEY')).toBe(canary);
    expect([...seen].filter((line) => line.includes('helm\0upgrade'))).not.toEqual([]);
    expect([...seen].filter((line) => line.includes(canary))).toEqual([]);
    expect(`${stdout}${stderr}${await view.releaseRecords()}`).not.toContain(canary);
    expect(workspace.leftovers()).toEqual([]);
  });
});

describe('what is wrong beforehand', () => {
  it.each([
    ['an unknown value', 'backend:\n  colour: red\n', /my\.yaml:2: backend\.colour: there is no such value/],
    ['a wrong type', 'backend:\n  program: 3\n', /my\.yaml:2: backend\.program: got number, want string/],
    ['broken YAML', 'backend: [\n', /Read my\.yaml:\d+:\d+/],
  ])('%s is named by file and line, and the history stays as it is', async (_, values, complaint) => {
    const before = await view.history();
    const { stdout, exitCode } = await workspace.deploy(values);
    expect({ stdout, exitCode }).toEqual({ stdout: expect.stringMatching(complaint) as string, exitCode: 1 });
    expect(await view.history()).toEqual(before);
  });

  it('all that the pods would miss is named at once, with the commands that make it', async () => {
    const before = await view.history();
    const resources = { requests: { storage: '1Mi' } };
    const claim = { storageClassName: 'nope', accessModes: ['ReadWriteOnce'], resources };
    const { stdout, exitCode } = await workspace.deploy({
      backend: {
        secretKeys: ['DATABASE_URL', 'NOPE'],
        container: { envFrom: [{ secretRef: { name: 'nope' } }, { secretRef: { name: 'idea', optional: true } }] },
        pod: {
          volumes: [{ name: 'settings', configMap: { name: 'nope' } }],
          imagePullSecrets: [{ name: 'registry' }],
        },
      },
      objects: [{ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'files' }, spec: claim }],
    });
    expect(exitCode, stdout).toBe(1);
    expect(stdout).toContain('nothing was changed. 4 things are in the way:');
    expect(stdout).toContain(
      'Container "backend" of Deployment/backend (variable NOPE) wants the key NOPE of Secret "doll-secrets", which is not there.',
    );
    expect(stdout).toContain(
      `Run: kubectl -n ${namespace} patch secret doll-secrets --type=merge -p '{"stringData":{"NOPE":"…"}}'`,
    );
    expect(stdout).toContain('Container "backend" of Deployment/backend wants the Secret "nope", which is not there.');
    expect(stdout).toContain('Volume "settings" of Deployment/backend wants the ConfigMap "nope", which is not there.');
    expect(stdout).toContain('The volume of PersistentVolumeClaim/files wants the storage class "nope"');
    expect(await view.history()).toEqual(before);
  });

  it('a wrong variable is named with what it wants, and not shown', async () => {
    const before = await view.history();
    workspace.writeEnv({ DATABASE_URL: `mysql://todo:${canary}@db/x`, COHERE_API_KEY: '' });
    const { stdout, exitCode } = await workspace.deploy();
    workspace.writeEnv({ DATABASE_URL: databaseUrl });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('DATABASE_URL in .env is not what it should be.');
    expect(stdout).toContain('COHERE_API_KEY in .env is empty.');
    expect(stdout).not.toContain(canary);
    expect(await view.history()).toEqual(before);
  });
});

const leaks = `import os, sys; print(os.environ['DATABASE_URL']); sys.exit('no such table: task')`;

it('a fault is named in the first line, its evidence kept without secrets, and the old pods serve on', async () => {
  expect((await workspace.deploy()).exitCode).toBe(0);
  const before = await view.readyPods();
  const { stdout, exitCode } = await workspace.deploy({ backend: { program: leaks } });
  const [headline = ''] = stdout.split('\n').filter((line) => line.startsWith('Deploy "doll" failed'));
  expect(exitCode).toBe(1);
  expect(headline, stdout).toContain('container "backend" ended with exit code 1: no such table: task');
  expect(stdout).toMatch(/Rolled back to revision \d+: backend 1\/1 ready/);
  expect(await view.readyPods()).toEqual(before);
  expect((await view.history()).slice(-2)).toEqual(['failed', 'deployed']);
  const evidence = readEvidence(workspace.root, /Evidence: (\S+)\/report\.md/.exec(stdout)?.[1] ?? '');
  expect(evidence).toContain('## How it was judged');
  expect(evidence).not.toContain(canary);
});

it('a failed deploy puts the Secret back, so that the old pods find what they know', async () => {
  workspace.writeEnv({ DATABASE_URL: databaseUrl.replace('db.example', 'elsewhere.example') });
  const { stdout, exitCode } = await workspace.deploy({ backend: { program: leaks } });
  workspace.writeEnv({ DATABASE_URL: databaseUrl });
  expect(exitCode, stdout).toBe(1);
  expect(await view.secretValue('DATABASE_URL')).toBe(databaseUrl);
});

describe('a first install that fails', () => {
  const other = `${namespace}-first`;

  afterAll(() => viewNamespace(cluster, other).remove());

  it('stays to be looked at, and the next deploy goes on from there', async () => {
    const failed = await workspace.deploy({ backend: { program: leaks } }, { namespace: other });
    expect(failed.exitCode).toBe(1);
    expect(failed.stdout).toContain('There is no earlier revision to go back to; the pods are left as they are.');
    const again = await workspace.deploy({}, { namespace: other });
    expect(again.exitCode, again.stdout).toBe(0);
    expect(await viewNamespace(cluster, other).history()).toEqual(['superseded', 'deployed']);
  });
});

describe('Ctrl-C', () => {
  it('ends Helm in order, says the state and the next command, and the next run works', async () => {
    const stop = new AbortController();
    const slow = { backend: { program: 'import time; time.sleep(600)' } };
    const onLine = (line: string): void => {
      if (line.startsWith('secret'))
        setTimeout(() => {
          stop.abort();
        }, 4000);
    };
    const interrupted = await workspace.deploy(slow, {}, { signal: stop.signal, onLine, killAfterSeconds: 60 });
    expect(interrupted.exitCode).toBe(130);
    expect(interrupted.stdout).toMatch(
      /Deploy "doll" interrupted: Helm was ended in order, revision \d+ is recorded as failed/,
    );
    expect(interrupted.stdout).toContain('To finish: nx helm-deploy backend');
    expect(readArguments().filter((line) => line.includes(namespace))).toEqual([]);
    expect(workspace.leftovers()).toEqual([]);
    expect((await workspace.deploy()).exitCode).toBe(0);
  });
});

/** The arguments of every process on this machine. */
function readArguments(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      } catch {
        return '';
      }
    });
}

function readEvidence(root: string, folder: string): string {
  const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8')).join('\n');
}
