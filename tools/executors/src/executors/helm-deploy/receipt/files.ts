import { join, posix } from 'node:path';
import { readInputsFile, shortHash } from '../../../lib/inputs-file';
import type { Prepared } from '../prepare';
import type { Settings } from '../settings';
import { readChartFiles } from '../unchanged/read-standing';
import type { FilesOfParts } from '../unchanged/reasons';
import { deployLabel, parseReceiptMap, receiptSelector, type FilesOfRelease, type Receipt } from './receipt';

/** The files of the chart and of each image of this deploy, as they are now. */
export function readFilesNow({ workspace, chart, components }: Settings): FilesOfRelease {
  const ofChart = readChartFiles(join(workspace, chart)).map(
    ({ path, sha256 }) => [posix.join(chart, path), shortHash(sha256)] as const,
  );
  const ofImages = components.flatMap(({ key, projectRoot }) => {
    const inputs = readInputsFile(workspace, projectRoot);
    return inputs ? [[key, inputs] as const] : [];
  });
  return { chart: Object.fromEntries(ofChart), ...Object.fromEntries(ofImages) };
}

/** The same, beside what the receipt of the live release remembers. It only explains, so nothing stops a deploy here. */
export async function readFiles(
  { api, live }: Prepared,
  settings: Settings,
): Promise<FilesOfParts & { receipt?: Receipt }> {
  const now = readFilesNow(settings);
  const id = live.record?.labels[deployLabel];
  if (!id) return { now, before: {} };
  const [map] = await api.listConfigMaps(settings.namespace, receiptSelector(id)).catch(() => []);
  const { files, ...receipt } = parseReceiptMap(map);
  return { now, before: files, ...receipt };
}
