import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readChartFiles } from './read-standing';

/**
 * What two renderings at the same moment do not show: the time, and what a chart asks of the cluster or the network.
 * Random functions need no mention, they show.
 */
const impure = /\{\{[^}]*\b(now|lookup|getHostByName)\b/;

/**
 * Whether a template that the chart renders calls a function whose answer does not follow from the values.
 *
 * @param chart absolute path of the chart
 * @param sources the templates that something came of, relative to the chart
 */
export function isImpure(chart: string, sources: readonly string[]): boolean {
  const isPartial = (path: string): boolean => /(^|\/)templates\/(.*\/)?_[^/]*$/.test(path);
  return readChartFiles(chart)
    .filter(({ path }) => isPartial(path) || sources.includes(path))
    .some(({ path }) => impure.test(readFileSync(join(chart, path), 'utf8')));
}
