import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

/**
 * Versions below which something known can be done to whoever is exposed to strangers. A registry may refuse to audit,
 * and a list of vulnerabilities goes stale offline, so these lines are kept by hand: raise one when an advisory names it.
 */
const NPM: readonly Floor[] = [
  [
    'next',
    '16.3.3',
    'CVE-2026-75604 and GHSA-2xp9-vwfh-vxw4, remote code; 16.2.6 ended WebSocket SSRF and proxy bypasses',
  ],
  ['react', '19.2.6', 'CVE-2025-55182, remote code in server components; CVE-2026-23870, one request stops the server'],
  ['react-dom', '19.2.6', 'goes with react'],
  ['better-auth', '1.6.23', 'GHSA-qq9h-g4jm-xgf3, account takeover; 1.4.17 ended rate limits that IPv6 walks around'],
];

const PYTHON: readonly Floor[] = [
  ['fastapi', '0.120.2', 'older ones hold starlette below its own floor'],
  [
    'starlette',
    '1.3.1',
    'CVE-2026-48710 and CVE-2026-54282, Host and path unchecked; CVE-2025-62727, quadratic ranges',
  ],
  ['pyjwt', '2.13.0', 'CVE-2026-48526, forged tokens; CVE-2026-48524, a fetch of the keys for every unknown id'],
  ['uvicorn', '0.11.7', 'CVE-2020-7695, response splitting'],
  ['h11', '0.16.0', 'CVE-2025-43859, request smuggling behind a proxy'],
  ['cryptography', '49.0.0', 'GHSA-537c-gmf6-5ccf, the OpenSSL inside'],
];

const BASES: readonly [string, ...Floor][] = [
  ['apps/frontend/Dockerfile', 'node', '22', '20 has had no security fixes since 2026-04-30'],
  [
    'apps/backend/Dockerfile',
    'python',
    '3.12',
    '3.10 has had none since October 2026; 3.12 has them until October 2028',
  ],
];

/** Name, lowest version, what is wrong with the ones before. */
type Floor = readonly [name: string, floor: string, reason: string];

const read = (path: string) => readFileSync(join(import.meta.dirname, '../../..', path), 'utf8');

describe('locked for npm', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, { version?: string }> };

  test.each(NPM)('%s is at least %s: %s', (name, floor) => {
    const versions = Object.entries(packages)
      .filter(([path]) => path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`))
      .map(([, { version = '' }]) => version);
    expect(versions).not.toEqual([]);
    expect(versions.filter((version) => isBelow(version, floor))).toEqual([]);
  });
});

describe('locked for Python', () => {
  const locked = new Map(
    [...read('apps/backend/requirements.txt').matchAll(/^([\w.-]+)==([\w.]+)/gm)].map(([, name, version]) => [
      name,
      version ?? '',
    ]),
  );

  test.each(PYTHON)('%s is at least %s: %s', (name, floor) => {
    expect(locked.keys()).toContain(name);
    expect(isBelow(locked.get(name) ?? '', floor)).toBe(false);
  });
});

describe('base images', () => {
  test.each(BASES)('%s builds on %s of at least %s: %s', (path, name, floor) => {
    const versions = [...read(path).matchAll(new RegExp(`^(?:ARG \\w+=|FROM )${name}:([\\d.]+)`, 'gm'))].map(
      ([, version]) => version ?? '',
    );
    expect(versions).not.toEqual([]);
    expect(versions.filter((version) => isBelow(version, floor))).toEqual([]);
  });
});

test.each([
  ['16.3.2', '16.3.3', true],
  ['16.3.3', '16.3.3', false],
  ['16.10.0', '16.3.3', false],
  ['9.9.9', '16.3.3', true],
  ['3.12', '3.12', false],
  ['3.9', '3.12', true],
  ['24', '22', false],
  ['16.3.3-canary.1', '16.3.3', true],
])('%s is below %s: %s', (version, floor, expected) => {
  expect(isBelow(version, floor)).toBe(expected);
});

function isBelow(version: string, floor: string): boolean {
  const [numbers = '', preview] = version.split('-');
  const found = numbers.split('.').map(Number);
  for (const [index, wanted] of floor.split('.').map(Number).entries()) {
    const part = found[index] ?? 0;
    if (part !== wanted) return part < wanted;
  }
  return preview !== undefined;
}
