/**
 * Says by its exit code whether node_modules is what package-lock.json asks for: 0 if so, 1 if `npm ci` is
 * needed. It runs before anything is installed, so it uses Node alone, and it starts no process: the npm
 * script that calls it does (`node tools/npm/dependencies.mjs || npm ci`).
 *
 * npm keeps a lockfile of what it really installed in node_modules/.package-lock.json; the two are compared
 * package by package. Packages that the lockfile marks optional are for other platforms and may be absent.
 */
import { readFileSync } from 'node:fs';

const installed = readPackages('node_modules/.package-lock.json');
const wanted = readPackages('package-lock.json');
const reason = installed ? findDifference(wanted, installed) : 'node_modules is not there';
if (reason) {
  console.error(`Installing packages: ${reason}.`);
  process.exitCode = 1;
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

function findDifference(wanted, installed) {
  for (const [path, { version, optional, dependencies }] of Object.entries(wanted)) {
    if (path === '') continue;
    const found = installed[path];
    if (!found) {
      if (!optional) return `${path} is missing`;
    } else if (found.version !== version || !sameRecord(found.dependencies, dependencies)) {
      return `${path} is not what package-lock.json names`;
    }
  }
  return undefined;
}

function sameRecord(left = {}, right = {}) {
  const names = Object.keys(left);
  return names.length === Object.keys(right).length && names.every((name) => left[name] === right[name]);
}
