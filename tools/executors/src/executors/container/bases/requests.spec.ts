import { describe, expect, it } from 'vitest';
import { parseDockerfile } from '../dockerfile';
import { findBaseRequests } from './requests';

const twoArgs = parseDockerfile(`
ARG NODE_IMAGE=node:24-slim
ARG NODE_RUNTIME_IMAGE=\${NODE_IMAGE}
FROM \${NODE_IMAGE} AS packages
FROM packages AS build
FROM \${NODE_RUNTIME_IMAGE}
`);

describe('findBaseRequests', () => {
  it('asks for the tools where a stage builds and for the small one where it ends', () => {
    expect(findBaseRequests(twoArgs)).toEqual([
      { arg: 'NODE_IMAGE', reference: 'node:24-slim', variant: 'builder' },
      { arg: 'NODE_RUNTIME_IMAGE', reference: 'node:24-slim', variant: 'runtime' },
    ]);
  });

  it('asks for the tools if one argument serves both', () => {
    const dockerfile = parseDockerfile('ARG IMAGE=node:24\nFROM ${IMAGE} AS build\nFROM ${IMAGE}\n');
    expect(findBaseRequests(dockerfile)).toEqual([{ arg: 'IMAGE', reference: 'node:24', variant: 'builder' }]);
  });

  it('lets a build argument replace a default, and what is derived from it', () => {
    const requests = findBaseRequests(twoArgs, { NODE_IMAGE: 'mirror.example/node:24' });
    expect(requests.map(({ reference }) => reference)).toEqual(['mirror.example/node:24', 'mirror.example/node:24']);
  });

  it('takes the target for the last stage', () => {
    const dockerfile = parseDockerfile('ARG A=a:1\nARG B=b:1\nFROM ${A} AS one\nFROM ${B} AS two\n');
    expect(findBaseRequests(dockerfile, {}, 'one')).toEqual([{ arg: 'A', reference: 'a:1', variant: 'runtime' }]);
  });

  it('knows an image that is named outright', () => {
    expect(findBaseRequests(parseDockerfile('FROM alpine:3.22\n'))).toEqual([
      { arg: undefined, reference: 'alpine:3.22', variant: 'runtime' },
    ]);
  });

  it('asks for nothing where a stage starts from scratch', () => {
    expect(findBaseRequests(parseDockerfile('FROM scratch\n'))).toEqual([]);
  });
});
