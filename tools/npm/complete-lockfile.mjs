/**
 * Completes package-lock.json after `npm install`: node tools/npm/complete-lockfile.mjs
 *
 * A registry that mirrors only what it was asked for lacks the native packages of other platforms. npm then leaves
 * them out of the lockfile, and `npm ci` from version 11.6 on refuses a lockfile without them. This writes them in by
 * name, version and platform, which is all that npm needs in order to pass over them. It changes nothing else.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const file = 'package-lock.json';
const lock = JSON.parse(readFileSync(file, 'utf8'));
const added = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
  Object.entries(optionalDependencies)
    .filter(([name]) => !isLocked(path, name))
    .map(([name, version]) => [`node_modules/${name}`, { version, ...platformOf(name) }]),
);
if (added.length > 0) {
  const packages = Object.entries({ ...lock.packages, ...Object.fromEntries(added) });
  packages.sort(([left], [right]) => left.localeCompare(right, 'en'));
  writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(packages) }, null, 2)}\n`);
}
console.log(`${file}: ${added.length} packages of other platforms added.`);

/** Whether a package that `path` depends on is in the lockfile, there or in a folder above. */
function isLocked(path, name) {
  const place = `${path ? `${path}/` : ''}node_modules/${name}`;
  if (lock.packages[place]) return true;
  return path !== '' && isLocked(path.split('/node_modules/').slice(0, -1).join('/node_modules/'), name);
}

/** The platform in a native package's name; one that names none is for no platform that npm knows. */
function platformOf(name) {
  const words = name.split(/[/-]/);
  const os = words.filter((word) => ['android', 'darwin', 'linux', 'win32'].includes(word));
  const cpu = words.filter((word) => ['arm', 'arm64', 'ia32', 'ppc64', 'riscv64', 's390x', 'x64'].includes(word));
  if (words.includes('gnueabihf')) cpu.push('arm');
  return {
    ...(cpu.length > 0 ? { cpu } : {}),
    ...(words.includes('musl') ? { libc: ['musl'] } : {}),
    optional: true,
    os: os.length > 0 ? os : ['none'],
  };
}
