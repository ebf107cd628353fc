import type { Engine } from '../../lib/engine';
import { UserError } from '../../lib/errors';
import { type Run, runOrThrow } from '../../lib/run';
import { formatBytes } from './report';

/** One layer of an image, as `history` tells of it. */
export interface Layer {
  sizeBytes: number;
  createdBy: string;
}

/** The layers of an image, largest first. */
export async function readLayers(run: Run, engine: Engine, imageId: string): Promise<Layer[]> {
  const argv = [engine.program, 'history', '--no-trunc', '--format', '{{.Size}}\t{{.CreatedBy}}', imageId];
  const { stdout } = await runOrThrow(run, argv, { env: engine.env });
  return parseLayers(stdout);
}

/** Reads `<size>\t<command>` lines, as `78 MB` or `78MB`, largest first. Pure. */
export function parseLayers(history: string): Layer[] {
  const units: Record<string, number> = { '': 1, k: 1e3, M: 1e6, G: 1e9 };
  const layers = history.split('\n').flatMap((line) => {
    const [, number, unit = '', createdBy = ''] = /^([\d.]+) ?([kMG]?)B\t(.*)$/.exec(line) ?? [];
    return number ? [{ sizeBytes: Number(number) * (units[unit] ?? 1), createdBy: createdBy || 'base image' }] : [];
  });
  return layers.sort((left, right) => right.sizeBytes - left.sizeBytes);
}

/** The letter for an image that is too large, with the three layers that weigh most. Pure. */
export function explainSize(
  repository: string,
  sizeBytes: number,
  maxSizeMb: number,
  layers: readonly Layer[],
): UserError {
  const largest = layers.slice(0, 3).map((layer) => {
    const command = layer.createdBy
      .replace(/^\/bin\/sh -c (#\(nop\) )?/, '')
      .replace(/\s+/g, ' ')
      .trim();
    return `  ${formatBytes(layer.sizeBytes).padStart(8)}  ${command.slice(0, 90)}`;
  });
  return new UserError(
    [
      `Accept ${repository}: it has ${formatBytes(sizeBytes)}, and maxSizeMb allows ${maxSizeMb} MB. Its largest layers:`,
      ...largest,
    ].join('\n'),
    'Make them smaller, or raise `maxSizeMb` of the target `container`.',
  );
}
