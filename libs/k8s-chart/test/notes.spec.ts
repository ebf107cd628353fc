import { run, runOrThrow } from '@todo-app/executors';
import { describe, expect, it } from 'vitest';
import { chartFolder, isHelm3, readHelmProgram } from './chart';
import { leastValues, type Values, withValuesFiles } from './values-files';

/** What `helm install` would print under NOTES, without asking a cluster. */
function renderNotes(values: Values): Promise<string> {
  return withValuesFiles([leastValues, values], async (options) => {
    const argv = [readHelmProgram(), 'install', 'todo-app', chartFolder, '--namespace', 'todo', '--dry-run=client'];
    const { stdout } = await runOrThrow(run, [...argv, ...options]);
    return stdout.slice(stdout.indexOf('NOTES:'));
  });
}

describe.skipIf(isHelm3())('NOTES (not with Helm 3, which asks a cluster even for a dry run)', () => {
  it('names the port of the node and a way that works from anywhere', async () => {
    const notes = await renderNotes({});
    expect(notes).toContain('Open it at port 30080 of a node');
    expect(notes).toContain(
      'kubectl --namespace todo port-forward service/frontend-svc 8080:80\n  http://127.0.0.1:8080',
    );
  });

  it('names no port of the node where there is none', async () => {
    const notes = await renderNotes({ frontend: { service: { type: 'ClusterIP' } } });
    expect(notes).not.toContain('30080');
    expect(notes).toContain('Open it from anywhere with:');
  });

  it('says where to look for the address of a LoadBalancer', async () => {
    const notes = await renderNotes({ frontend: { service: { type: 'LoadBalancer' } } });
    expect(notes).toContain('kubectl --namespace todo get service frontend-svc');
  });

  it('says what an uninstall keeps', async () => {
    const values = { postgres: { enabled: true }, secrets: { existing: '', create: true } };
    expect(await renderNotes(values)).toContain(
      '`helm uninstall todo-app` keeps what cannot be made again, Secret "todo-app-secrets", PersistentVolumeClaim "data-todo-app-postgres-0".',
    );
  });
});
