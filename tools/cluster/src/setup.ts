import { join } from 'node:path';
import { UserError } from '@todo-app/executors';
import { ensureCompiled } from './compile';
import type { Context } from './context';
import { findBuildEngine } from './engine';
import { findProgram } from './machine';
import { type Tool, type Tools, writeTools } from './tools-file';
import { versions } from './versions';

/** `setup`: makes sure of the engine that builds and of helm, and writes which they are. */
export async function setup(context: Context): Promise<Tools> {
  const engine = await findBuildEngine(context.run, context.paths, context.machine, context.signal);
  if (!engine) throw new UserError('Set up the tools: no container engine.', 'Start Docker, or install podman.');
  const helm = await ensureHelm(context);
  const tools: Tools = { engine, helm };
  writeTools(context.paths, tools);
  return tools;
}

async function ensureHelm(context: Context): Promise<Tool> {
  const found = findProgram('helm');
  if (found) {
    const { stdout } = await context.run([found, 'version', '--template={{.Version}}'], { signal: context.signal });
    if (stdout.startsWith('v4.')) return { program: found, version: stdout.trim().slice(1), origin: 'path' };
  }
  const program = join(await ensureCompiled(['helm'], context), 'helm');
  return { program, version: versions.helm.slice(1), origin: 'compiled' };
}
