import { describe, expect, it } from 'vitest';
import { formatReference, parseReference } from './reference';

describe('references', () => {
  it.each([
    ['node:24-slim', 'docker.io/library/node:24-slim'],
    ['node', 'docker.io/library/node:latest'],
    ['bitnami/node:24', 'docker.io/bitnami/node:24'],
    ['docker.io/node:24', 'docker.io/library/node:24'],
    ['localhost:5000/node:24', 'localhost:5000/node:24'],
    ['localhost/base/node:1', 'localhost/base/node:1'],
    ['ghcr.io/org/app@sha256:ab', 'ghcr.io/org/app@sha256:ab'],
  ])('reads %s as %s', (short, full) => {
    expect(formatReference(parseReference(short))).toBe(full);
  });
});
