import { describe, expect, it } from 'vitest';
import type { UserError } from '../../lib/errors';
import { explainPush } from './push-failure';

const image = { repository: 'registry.example:5000/me/backend', tag: 'aaaaaaaaaaaa' };
const letter = (said: string, program: 'podman' | 'docker' = 'podman'): UserError =>
  explainPush({ program }, image, said, 'dist/app/container.log');

/** What the engines said in each case, word for word. */
const said = {
  silent:
    'Error: trying to reuse blob sha256:1 at destination: pinging container registry registry.example:5000: Get "https://registry.example:5000/v2/": dial tcp 192.0.2.1:5000: connect: connection refused',
  nameless: 'Error: dial tcp: lookup registry.example: no such host',
  refused:
    'Getting image source signatures\nError: writing blob: initiating layer upload to /v2/me/backend/blobs/uploads/ in registry.example:5000: unauthorized: authentication required',
  denied: 'denied: requested access to the resource is denied',
  plain: 'Error: Get "https://registry.example:5000/v2/": http: server gave HTTP response to HTTPS client',
  untrusted: 'Error: Get "https://registry.example:5000/v2/": x509: certificate signed by unknown authority',
  other: 'Error: writing blob: storing blob to registry: 507 insufficient storage',
};

describe('explainPush', () => {
  it('names image, registry and what was seen', () => {
    expect(letter(said.silent).message).toBe(
      `Push registry.example:5000/me/backend:aaaaaaaaaaaa: the registry registry.example:5000 does not answer.\n    ${said.silent.slice(7)}`,
    );
  });

  it('drops what the engine said before its error', () => {
    expect(letter(said.refused).message).not.toContain('Getting image source signatures');
  });

  it.each([
    ['silent', 'curl -i https://registry.example:5000/v2/'],
    ['nameless', 'curl -i https://registry.example:5000/v2/'],
    ['refused', 'Run: podman login registry.example:5000'],
    ['denied', 'Run: podman login registry.example:5000'],
    ['plain', 'registries.conf'],
    ['untrusted', '/etc/containers/certs.d/registry.example:5000/ca.crt'],
    ['other', 'The whole log is in dist/app/container.log.'],
  ] as const)('has a next step for %s', (kind, step) => {
    expect(letter(said[kind]).hint).toContain(step);
  });

  it('speaks of the engine that is used', () => {
    expect(letter(said.denied, 'docker').hint).toBe('Run: docker login registry.example:5000');
    expect(letter(said.plain, 'docker').hint).toContain('insecure-registries');
  });
});
