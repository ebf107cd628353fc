import Ajv from 'ajv';
import type { ExecutorContext } from '@nx/devkit';
import { describe, expect, it } from 'vitest';
import type { HelmDeployOptions } from './schema';
import schema from './schema.json';
import { resolveSettings } from './settings';

const every: Required<HelmDeployOptions> = {
  chart: 'libs/chart',
  components: ['backend'],
  projects: { database: 'chart' },
  context: 'kind-todo-app',
  namespace: 'todo-app',
  release: 'todo-app',
  baseValues: ['local.yaml'],
  values: ['my.yaml'],
  timeoutSeconds: 300,
  rollback: true,
  drift: 'repair',
  lock: 'wait',
  dryRun: false,
  verbose: false,
  json: false,
};
const context = {
  root: '/workspace',
  cwd: '/workspace/apps',
  projectName: 'chart',
  targetName: 'deploy',
  projectsConfigurations: {
    version: 2,
    projects: { backend: { root: 'apps/backend' }, chart: { root: 'libs/chart' } },
  },
} as unknown as ExecutorContext;

const isValid = new Ajv({ strict: false, validateSchema: false }).compile(schema);

describe('schema.json', () => {
  it('has the options of the type, no more and no fewer', () => {
    expect(Object.keys(schema.properties).sort()).toEqual(Object.keys(every).sort());
    expect(isValid(every)).toBe(true);
  });

  it('refuses what it does not know', () => {
    expect(isValid({ ...every, kubeContext: 'prod' })).toBe(false);
  });

  it.each(['namespace', 'release'])('refuses a %s that Kubernetes would not take', (name) => {
    expect(isValid({ ...every, [name]: 'Todo_App' })).toBe(false);
  });

  it('describes every option', () => {
    const silent = Object.entries(schema.properties).filter(([, { description }]) => !description.endsWith('.'));
    expect(silent).toEqual([]);
  });

  it('tells the defaults that the executor has', () => {
    const settings: Record<string, unknown> = { ...resolveSettings({ chart: 'c', components: [] }, context) };
    const told = Object.entries(schema.properties).flatMap(([name, property]) =>
      'default' in property && name !== 'projects' ? [[name, property.default]] : [],
    );
    expect(told.length).toBeGreaterThan(7);
    expect(Object.fromEntries(told.map(([name]) => [name, settings[String(name)]]))).toEqual(Object.fromEntries(told));
  });
});

describe('resolveSettings', () => {
  it('finds the project of a component by its own name or by the one given', () => {
    const { components } = resolveSettings(
      { chart: 'c', components: ['backend', 'database'], projects: every.projects },
      context,
    );
    expect(components).toEqual([
      { key: 'backend', project: 'backend', projectRoot: 'apps/backend' },
      { key: 'database', project: 'chart', projectRoot: 'libs/chart' },
    ]);
  });

  it('names a component that no project builds', () => {
    expect(() => resolveSettings({ chart: 'c', components: ['worker'] }, context)).toThrow(
      'Resolve the component "worker": the workspace has no project "worker".',
    );
  });

  it('knows the command that deploys again', () => {
    expect(resolveSettings({ chart: 'c', components: [] }, context).command).toBe('nx deploy chart');
    const options = { chart: 'c', components: [], context: 'prod', values: ['a.yaml', 'b.yaml'] };
    expect(resolveSettings(options, { ...context, configurationName: 'production' }).command).toBe(
      'nx deploy chart --configuration=production --context=prod --values=a.yaml --values=b.yaml',
    );
  });
});
