import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { UserError } from '@todo-app/executors';
import type { Engine } from './engine';
import { type Paths, toolsFile } from './paths';

/** A program that the set-up made sure of, and where it came from. */
export interface Tool {
  program: string;
  version: string;
  origin: 'path' | 'release' | 'compiled';
}

/** `dist/tools/cluster/tools.json`: the engine that builds images, and the helm that deploys. */
export interface Tools {
  engine: Engine;
  helm: Tool;
}

/** Reads what `setup` wrote. */
export function readTools(paths: Paths): Tools {
  try {
    return JSON.parse(readFileSync(toolsFile(paths), 'utf8')) as Tools;
  } catch (cause) {
    throw new UserError(`Read the tools: ${toolsFile(paths)} is missing or broken.`, 'Run: npx nx setup cluster', {
      cause,
    });
  }
}

/** Writes the file for the targets that follow. */
export function writeTools(paths: Paths, tools: Tools): void {
  mkdirSync(dirname(toolsFile(paths)), { recursive: true });
  writeFileSync(toolsFile(paths), `${JSON.stringify(tools, undefined, 2)}\n`);
}
