import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { UserError } from '../../lib/errors';
import { formatBytes } from '../container/report';
import { readChartFiles } from './unchanged/read-standing';

/** What Kubernetes takes in one Secret, in which Helm keeps the whole chart with each revision. */
const mostBytes = 1024 * 1024;

/**
 * Whether Helm's record of a revision would be too large to keep. It holds every file of the chart, also those that no
 * template uses, as base64 in JSON, packed with gzip, in base64 once more.
 *
 * @param chart absolute path of the chart
 * @param name the same as the user knows it
 */
export function checkSize(chart: string, name: string): UserError[] {
  const files = readChartFiles(chart).map(({ path }) => ({ path, content: readFileSync(join(chart, path)) }));
  const total = files.reduce((sum, { content }) => sum + content.length, 0);
  // what is smaller to begin with cannot become larger by packing, but for the two rounds of base64
  if (total < mostBytes / 2) return [];
  const packed = gzipSync(JSON.stringify(files.map(({ content }) => content.toString('base64')))).length;
  if ((packed * 4) / 3 <= mostBytes) return [];
  const [largest] = [...files].sort((a, b) => b.content.length - a.content.length);
  return [
    new UserError(
      `Helm keeps the whole chart with each revision, and ${name} is larger than the 1 MiB that Kubernetes takes: ` +
        `${formatBytes(total)}, of which ${largest?.path} is ${formatBytes(largest?.content.length ?? 0)}.`,
      `Name what does not belong to the chart in ${name}/.helmignore.`,
    ),
  ];
}
