/**
 * Completes `next build`'s standalone output, `.next/standalone`, so that it runs by itself:
 *   apps/frontend/server.js            the server, started from .next/standalone
 *   apps/frontend/{.next/static,public} what Next leaves out
 *   node_modules                       what tracing found, without the image optimizer
 *   migrate.mjs                        the account tables' migrations, one file with all it needs
 */
import { cp, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

const project = join(import.meta.dirname, '..');
const standalone = join(project, '.next/standalone');
const app = join(standalone, 'apps/frontend');

await stat(join(app, 'server.js')).catch((cause) => {
  throw new Error(
    `Assemble the frontend: ${join(app, 'server.js')} is missing. outputFileTracingRoot must be the workspace root.`,
    { cause },
  );
});

// The image optimizer, and 4 MB of metrics that only `next build` reads.
for (const unused of ['sharp', '@img', 'next/dist/server/capsize-font-metrics.json']) {
  await rm(join(standalone, 'node_modules', unused), { recursive: true, force: true });
  await rm(join(app, 'node_modules', unused), { recursive: true, force: true });
}
await cp(join(project, '.next/static'), join(app, '.next/static'), { recursive: true });
await cp(join(project, 'public'), join(app, 'public'), { recursive: true });

await build({
  entryPoints: [join(project, 'src/migrate/main.ts')],
  outfile: join(standalone, 'migrate.mjs'),
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  minify: true,
  legalComments: 'none',
  external: ['pg-native', 'next', 'next/*'],
  // `pg` is CommonJS and asks for Node's own modules at run time.
  banner: { js: "import { createRequire } from 'node:module';const require = createRequire(import.meta.url);" },
  logLevel: 'warning',
});
