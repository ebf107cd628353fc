import { run } from '@todo-app/executors';
import { parseAllDocuments } from 'yaml';
import { chartFolder, kubernetesFlags, readHelmProgram } from './chart';
import { type KubernetesObject } from './kubernetes-object';
import { type Values, leastValues, withValuesFiles } from './values-files';

/** What `helm template` made of a chart: the text as it goes to the cluster, or the refusal. */
export interface Rendering {
  exitCode: number | null;
  manifest: string;
  stderr: string;
}

/** Renders the chart with nothing but `layers` over its own defaults. */
export function renderLayers(...layers: readonly (Values | string)[]): Promise<Rendering> {
  return withValuesFiles(layers, async (options) => {
    const argv = [readHelmProgram(), 'template', 'todo-app', chartFolder, '--namespace', 'todo-app'];
    const { exitCode, stdout, stderr } = await run([...argv, ...kubernetesFlags, ...options]);
    return { exitCode, manifest: stdout, stderr };
  });
}

/** The objects that the chart makes of {@link leastValues} and `layers`; a refusal is an exception here. */
export async function render(...layers: readonly (Values | string)[]): Promise<readonly KubernetesObject[]> {
  const { exitCode, manifest, stderr } = await renderLayers(leastValues, ...layers);
  if (exitCode !== 0) throw new Error(`Render the chart: ${stderr}`);
  return parseManifest(manifest);
}

function parseManifest(manifest: string): KubernetesObject[] {
  const documents = parseAllDocuments(manifest);
  const faults = documents.flatMap(({ errors }) => errors);
  if (faults[0]) throw faults[0];
  return documents.map((document) => document.toJS() as KubernetesObject | null).filter((object) => object !== null);
}
