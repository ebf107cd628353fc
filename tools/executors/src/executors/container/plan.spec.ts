import { describe, expect, it } from 'vitest';
import { buildPlan, listInputs, type PlanFacts, resolveSettings, type Settings } from './plan';

const project = { name: 'backend', workspace: '/ws', root: 'apps/backend' };
const settings = resolveSettings({ repository: 'todo-app/backend' }, project, 'x64', {});
const base = {
  arg: 'PYTHON_IMAGE',
  wanted: 'python:3.12',
  reference: 'docker.io/library/python:3.12',
  imageId: 'sha256:1',
};
const facts: PlanFacts = {
  project,
  settings,
  dockerfileText: 'ARG PYTHON_IMAGE=python:3.12\nFROM ${PYTHON_IMAGE}\n',
  files: [{ path: 'a.py', sha256: 'aa', kind: 'file' }],
  bases: [base],
};
const inputs = (changes: Partial<PlanFacts>): string => buildPlan({ ...facts, ...changes }).inputs;
const withSettings = (changes: Partial<Settings>): Partial<PlanFacts> => ({ settings: { ...settings, ...changes } });

describe('resolveSettings', () => {
  it('fills in what most projects want', () => {
    expect(resolveSettings({}, project, 'x64', {})).toEqual({
      name: 'backend',
      repository: 'backend',
      push: false,
      dockerfile: '/ws/apps/backend/Dockerfile',
      context: '/ws/apps/backend',
      engine: 'auto',
      target: undefined,
      buildArgs: {},
      platform: 'linux/amd64',
      maxSizeMb: 500,
      verbose: false,
    });
  });

  it('takes `.` for the workspace', () => {
    expect(resolveSettings({ context: '.' }, project, 'x64', {}).context).toBe('/ws');
  });

  it('speaks of arm64 as the engines do', () => {
    expect(resolveSettings({}, project, 'arm64', {}).platform).toBe('linux/arm64');
  });
});

describe('buildPlan', () => {
  it('hands the bases to the build as its arguments', () => {
    expect(buildPlan(facts).allArgs).toEqual({ PYTHON_IMAGE: 'docker.io/library/python:3.12' });
  });

  it('names the image by its inputs', () => {
    const plan = buildPlan(facts);
    expect(plan.inputsReference).toBe(`todo-app/backend:inputs-${plan.inputs.slice(7, 19)}`);
  });

  it('remembers a build by the same name when it gets a registry, so that nothing is built again', () => {
    const inRegistry = resolveSettings({ repository: 'todo-app/backend', registry: 'ghcr.io/me' }, project, 'x64', {});
    expect(buildPlan({ ...facts, settings: inRegistry }).inputsReference).toBe(buildPlan(facts).inputsReference);
  });

  it.each<[string, Partial<PlanFacts>]>([
    ['the Dockerfile', { dockerfileText: 'FROM scratch\n' }],
    ['a file', { files: [{ path: 'a.py', sha256: 'bb', kind: 'file' }] }],
    ['a permission', { files: [{ path: 'a.py', sha256: 'aa', kind: 'executable' }] }],
    ['a base', { bases: [{ ...base, imageId: 'sha256:2' }] }],
    ['a build argument', withSettings({ buildArgs: { DEBUG: '1' } })],
    ['the target', withSettings({ target: 'build' })],
    ['the platform', withSettings({ platform: 'linux/arm64' })],
  ])('changes the inputs with %s', (_, changes) => {
    expect(inputs(changes)).not.toBe(inputs({}));
  });

  it.each<[string, Partial<PlanFacts>]>([
    ['where a base comes from', { bases: [{ ...base, reference: 'localhost/base:1' }] }],
    ['how much is printed', withSettings({ verbose: true })],
    ['where it is pushed', withSettings({ repository: 'ghcr.io/me/todo-app/backend', push: true })],
    ['where the workspace lies', { project: { ...project, workspace: '/elsewhere' } }],
  ])('keeps the inputs, no matter %s', (_, changes) => {
    expect(inputs(changes)).toBe(inputs({}));
  });

  it('knows whether the build asks for the CA bundle', () => {
    const dockerfileText = 'FROM scratch\nRUN --mount=type=secret,id=ca true\n';
    expect([buildPlan(facts).wantsCa, buildPlan({ ...facts, dockerfileText }).wantsCa]).toEqual([false, true]);
  });
});

describe('listInputs', () => {
  it('names everything that goes in, files as the workspace knows them', () => {
    const settings = { ...facts.settings, buildArgs: { MODE: 'fast' } };
    const list = listInputs({ ...facts, settings });
    expect(Object.keys(list)).toEqual(expect.arrayContaining(['argument MODE']));
    expect(listInputs({ ...facts, settings: { ...settings, buildArgs: { MODE: 'slow' } } })['argument MODE']).not.toBe(
      list['argument MODE'],
    );
    for (const hash of Object.values(list)) expect(hash).toMatch(/^[0-9a-f]{1,8}$/);
  });
});
