import Ajv from 'ajv';
import type { ExecutorContext } from '@nx/devkit';
import { describe, expect, it } from 'vitest';
import type { BaseOptions } from '../executors/base/schema';
import baseSchema from '../executors/base/schema.json';
import type { CleanImagesOptions } from '../executors/clean-images/schema';
import cleanSchema from '../executors/clean-images/schema.json';
import { resolveSettings as resolveCleaning } from '../executors/clean-images/settings';
import type { RollbackOptions } from '../executors/rollback/schema';
import rollbackSchema from '../executors/rollback/schema.json';
import { resolveSettings as resolveRollback } from '../executors/rollback/settings';
import type { VerifyOptions } from '../executors/verify/schema';
import verifySchema from '../executors/verify/schema.json';
import { resolvePlace } from './place';

const place = { context: 'staging', namespace: 'shop', release: 'shop', json: true };
const base: Required<BaseOptions> = place;
const verify: Required<VerifyOptions> = place;
const rollback: Required<RollbackOptions> = {
  ...place,
  revision: 3,
  force: true,
  timeoutSeconds: 60,
  lock: 'fail',
  dryRun: true,
  verbose: true,
};
const clean: Required<CleanImagesOptions> = {
  ...place,
  components: ['api'],
  projects: { db: 'chart' },
  repositories: ['shop/api'],
  registry: true,
  dryRun: false,
};
const context = {
  root: '/workspace',
  projectName: 'chart',
  targetName: 'verify',
  projectsConfigurations: { version: 2, projects: { api: { root: 'apps/api' } } },
} as unknown as ExecutorContext;

interface Schema {
  properties: Record<string, { description: string; default?: unknown }>;
}
const cases: [string, Schema, object, (options: object) => object][] = [
  ['base', baseSchema, base, (options) => resolvePlace(options, context)],
  ['verify', verifySchema, verify, (options) => resolvePlace(options, context)],
  ['rollback', rollbackSchema, rollback, (options) => resolveRollback(options, context)],
  ['clean-images', cleanSchema, clean, (options) => resolveCleaning({ components: [], ...options }, context)],
];

describe.each(cases)('the schema of %s', (_, schema, every, resolve) => {
  const isValid = new Ajv({ strict: false, validateSchema: false }).compile(schema);

  it('has the options of the type, no more and no fewer', () => {
    expect(Object.keys(schema.properties).sort()).toEqual(Object.keys(every).sort());
    expect(isValid(every)).toBe(true);
  });

  it('refuses what it does not know', () => {
    expect(isValid({ ...every, kubeContext: 'prod' })).toBe(false);
  });

  it('describes every option', () => {
    const silent = Object.entries(schema.properties).filter(([, { description }]) => !/[.]$/.test(description));
    expect(silent).toEqual([]);
  });

  it('tells the defaults that the executor has', () => {
    const settings = resolve({});
    const told = Object.entries(schema.properties).filter(([name, each]) => 'default' in each && name !== 'projects');
    expect(told.length).toBeGreaterThan(2);
    expect(settings).toMatchObject(Object.fromEntries(told.map(([name, each]) => [name, each.default])));
  });
});

it('knows the command that does the same again', () => {
  expect(resolvePlace({}, context).command).toBe('nx verify chart');
  expect(resolvePlace({ context: 'prod' }, { ...context, configurationName: 'production' }).command).toBe(
    'nx verify chart --configuration=production --context=prod',
  );
});
