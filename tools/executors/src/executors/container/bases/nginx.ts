import { type DebianPart, makeDebianLayer, makeFilesLayer } from './debian';
import type { RecipeMaker } from './recipe';
import { parseReference } from './reference';

/**
 * `nginx:1.…`: Debian's own server with the libraries that it loads, and `touch`, by which a hook tells it something. What
 * else its package wants is for people who log in.
 */
const debian: DebianPart = {
  suite: 'trixie',
  packages: ['base-files', 'coreutils', 'nginx'],
  without: ['/usr/bin/*', '/usr/sbin/*', '/usr/lib/*/*', '/usr/libexec/*', '/usr/share/*', '/etc/*', '/var/*'],
  keeping: [
    '/etc/os-release',
    '/usr/sbin/nginx',
    '/usr/bin/touch',
    '/usr/lib/*/ld-linux*',
    '/usr/lib/*/libc.so*',
    '/usr/lib/*/libcrypt.so*',
    '/usr/lib/*/libcrypto.so*',
    '/usr/lib/*/libssl.so*',
    '/usr/lib/*/libpcre2-8.so*',
    '/usr/lib/*/libz.so*',
    '/usr/lib/*/libzstd.so*',
    '/usr/share/doc/*/copyright',
  ],
};

export const makeNginxRecipe: RecipeMaker = ({ reference }) => {
  const { registry, name, tag } = parseReference(reference);
  if (registry !== 'docker.io' || name !== 'library/nginx' || !/^1\.\d+/.test(tag)) return Promise.resolve(undefined);
  return Promise.resolve({
    title: `nginx from Debian ${debian.suite}`,
    contents: { debian },
    env: ['PATH=/usr/sbin:/usr/bin', 'LANG=C.UTF-8'],
    makeLayers: async (workshop) => [
      await makeDebianLayer(workshop, debian),
      await makeFilesLayer(workshop, () => Promise.resolve()),
    ],
  });
};
