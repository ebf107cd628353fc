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
  const argv = [
    engine.program,
    'history',
    '--no-trunc',
    '--human=false',
    '--format',
    '{{.Size}}\t{{.CreatedBy}}',
    imageId,
  ];
  const { stdout } = await runOrThrow(run, argv, { env: engine.env });
  const layers = stdout
    .trim()
    .split('\n')
    .map((line) => {
      const [size = '', createdBy = ''] = line.split('\t');
      return { sizeBytes: Number(size), createdBy: createdBy || 'base image' };
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
