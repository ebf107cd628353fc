import { parseAllDocuments } from 'yaml';
import { UserError } from '../../lib/errors';
import type { Run, RunResult } from '../../lib/run';
import { buildTemplateArgs, type Capabilities, type Target } from './args';
import { isValues, type ValuesFile } from './values';

/** One object that the chart renders, as far as it is needed here. */
export interface RenderedObject {
  apiVersion: string;
  kind: string;
  name: string;
  /** The whole object. */
  body: Readonly<Record<string, unknown>>;
}

/** What a chart renders, and whether it does so alike each time. */
export interface Rendering {
  objects: readonly RenderedObject[];
  /** The templates that they came of, relative to the chart. */
  sources: readonly string[];
  isAlike: boolean;
}

/**
 * Renders the chart twice, without a cluster but for what it is able to.
 *
 * @param files the user's values files, to say which of them holds a value that the schema refuses
 * @param valuesFiles the paths of all of them and of ours, in order
 * @throws UserError that names file, line and key where Helm's complaint leads to one
 */
export async function renderChart(
  run: Run,
  target: Target,
  files: readonly ValuesFile[],
  valuesFiles: readonly string[],
  workspace: string,
  capabilities: Capabilities,
): Promise<Rendering> {
  const argv = buildTemplateArgs(target, valuesFiles, capabilities);
  const render = (): Promise<RunResult> => run(argv, { cwd: workspace, timeoutSeconds: 60 });
  const [result, again] = await Promise.all([render(), render()]);
  if (result.exitCode !== 0) throw explainRender(result.stderr, target.settings.chart, files);
  const { stdout } = result;
  return { objects: parseObjects(stdout), sources: parseSources(stdout), isAlike: stdout === again.stdout };
}

/** Reads the objects of a multi-document YAML. Pure. */
export function parseObjects(text: string): RenderedObject[] {
  return [...parseAllDocuments(text)]
    .map((document) => document.toJS() as unknown)
    .filter(isValues)
    .map((body) => ({
      apiVersion: String(body['apiVersion']),
      kind: String(body['kind']),
      name: isValues(body['metadata']) ? String(body['metadata']['name']) : '',
      body,
    }));
}

/** Reads Helm's comments on which template each object came of, without the chart's name in front. Pure. */
export function parseSources(text: string): string[] {
  const sources = [...text.matchAll(/^# Source: [^/\s]+\/(\S+)$/gm)].map(([, source = '']) => source);
  return [...new Set(sources)];
}

/** Turns what Helm says of a chart that does not render into a letter. Pure. */
export function explainRender(stderr: string, chart: string, files: readonly ValuesFile[]): UserError {
  const refused = [...stderr.matchAll(/^- at '([^']*)': (.*)$/gm)];
  if (refused.length > 0) {
    const lines = refused.map(([, pointer = '', complaint = '']) => describeRefusal(pointer, complaint, files));
    return new UserError(
      `Check the values of ${chart}: ${lines.join('; ')}.`,
      `Correct the values; ${chart}/values.yaml describes them.`,
    );
  }
  const said = stderr.replace(/^(level=\S+.*|Use --debug flag.*)$/gm, '').trim();
  const execution = /execution error at \(([^)]*)\): ([\s\S]*)/.exec(said);
  const [, place = '', sentence = ''] = execution ?? [];
  if (execution)
    return new UserError(`Render ${chart}: ${sentence.trim()} (${place})`, 'Correct the values, then try again.');
  return new UserError(`Render ${chart}: ${said.replace(/^Error: /, '')}`, `Run: helm lint ${chart}`);
}

function describeRefusal(pointer: string, complaint: string, files: readonly ValuesFile[]): string {
  const parents = pointer.split('/').filter((part) => part !== '');
  const unknown = /additional properties ('.*') not allowed/.exec(complaint)?.[1];
  const keys = unknown ? [...unknown.matchAll(/'([^']*)'/g)].map(([, key = '']) => [...parents, key]) : [parents];
  return keys
    .map((key) => {
      const place = [...files].reverse().find(({ lineOf }) => lineOf(key) !== undefined);
      const where = place ? `${place.name}:${place.lineOf(key)}: ` : '';
      return `${where}${key.join('.') || 'the values'}: ${unknown ? 'there is no such value' : complaint}`;
    })
    .join('; ');
}
