import type { Fault } from './fault';

/** What a registry answers instead of an image. */
export const registryFaults: readonly (Fault & { status: number })[] = [
  {
    name: 'image-refused',
    status: 403,
    values: {},
    code: 'image-refused',
    cause: /backend: image 127\.0\.0\.1:\d+\/todo-app\/doll@sha256:\w+ is refused by its registry: .*403/,
  },
  {
    name: 'image-not-in-registry',
    status: 404,
    values: {},
    code: 'image-missing',
    cause: /backend: image 127\.0\.0\.1:\d+\/todo-app\/doll@sha256:\w+ cannot be pulled: .*not found/,
  },
];
