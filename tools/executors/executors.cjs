/** What executors.json names: each executor, from its bundle; in a built package it is JavaScript already. */
const { existsSync } = require('node:fs');
const { join } = require('node:path');
const { executors } = require('./executors.json');

for (const name of Object.keys(executors))
  exports[name] = async (options, context) => {
    const built = join(__dirname, `src/executors/${name}/executor.js`);
    const { default: execute } = existsSync(built) ? require(built) : await importBundled(name);
    return execute(options, context);
  };

async function importBundled(name) {
  const { ensureBundles } = await import('./bundle/bundle.mjs');
  return import(join(await ensureBundles(), `${name}.mjs`));
}
