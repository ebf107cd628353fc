import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the chart, and of the workspace around it. */
export const chartFolder = join(__dirname, '..');
export const workspaceFolder = join(chartFolder, '..', '..');

/** The oldest Kubernetes that the chart is for, as Helm takes it. */
export const kubernetesFlags = ['--kube-version', '1.30.0'] as const;

/** The path of the project's own helm, as `nx setup cluster` wrote it down. */
export const readHelmProgram = (): string => readHelm().program;

/** Whether that helm is a Helm 3, which a user may have on PATH. */
export const isHelm3 = (): boolean => readHelm().version.startsWith('3.');

function readHelm(): { program: string; version: string } {
  const file = join(workspaceFolder, 'dist/tools/cluster/tools.json');
  try {
    const tools = JSON.parse(readFileSync(file, 'utf8')) as { helm: { program: string; version: string } };
    return tools.helm;
  } catch (cause) {
    throw new Error(`Look for helm: ${file} cannot be read. Run: npx nx setup cluster`, { cause });
  }
}
