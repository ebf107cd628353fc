/** `helm lint --strict` over each profile in values/, as a deploy would use it. Exits with 1 if one is not well. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '@todo-app/executors';
import { chartFolder, kubernetesFlags, readHelmProgram } from './chart';
import { leastValues, withValuesFiles } from './values-files';

async function lintProfile(profile: string): Promise<boolean> {
  return withValuesFiles([join(chartFolder, 'values', profile), leastValues], async (options) => {
    const helm = await run([readHelmProgram(), 'lint', '--strict', chartFolder, ...kubernetesFlags, ...options]);
    console.log(helm.exitCode === 0 ? `helm lint: values/${profile} is well` : `${helm.stdout}${helm.stderr}`);
    return helm.exitCode === 0;
  });
}

void Promise.all(readdirSync(join(chartFolder, 'values')).map(lintProfile)).then((results) => {
  process.exitCode = results.every(Boolean) ? 0 : 1;
});
