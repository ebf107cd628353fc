import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type DebianPart, makeDebianLayer, makeFilesLayer } from './debian';
import type { RecipeMaker } from './recipe';
import { parseReference } from './reference';

/** `postgres:17…`: Debian's own server, without what only its packaging scripts and the JIT compiler need. */
const debian: DebianPart = {
  suite: 'trixie',
  packages: ['base-files', 'dash', 'coreutils', 'postgresql-17'],
  without: [
    '/usr/lib/*/libLLVM*',
    '/usr/lib/llvm*',
    '/usr/lib/*/libz3.so*',
    '/usr/lib/postgresql/17/lib/llvmjit*',
    '/usr/lib/postgresql/17/lib/bitcode/*',
    '/usr/lib/*/perl/*',
    '/usr/lib/*/perl5/*',
    '/usr/lib/*/perl-base/*',
    '/usr/share/perl/*',
    '/usr/share/perl5/*',
    '/usr/bin/perl*',
    '/usr/lib/*/libperl.so*',
    '/usr/share/postgresql-common/*',
  ],
};

export const makePostgresRecipe: RecipeMaker = ({ reference }) => {
  const { registry, name, tag } = parseReference(reference);
  if (registry !== 'docker.io' || name !== 'library/postgres' || !/^17\b/.test(tag)) return Promise.resolve(undefined);
  return Promise.resolve({
    title: `PostgreSQL 17 from Debian ${debian.suite}`,
    contents: { debian },
    env: ['PATH=/usr/local/bin:/usr/lib/postgresql/17/bin:/usr/bin:/bin', 'LANG=C.UTF-8', 'PG_MAJOR=17'],
    makeLayers: async (workshop) => [
      await makeDebianLayer(workshop, debian),
      await makeFilesLayer(workshop, (root) => {
        mkdirSync(join(root, 'run/postgresql'), { recursive: true });
        mkdirSync(join(root, 'var/lib/postgresql/data'), { recursive: true });
        return Promise.resolve();
      }),
    ],
  });
};
