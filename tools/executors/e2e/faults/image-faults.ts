import type { Fault } from './fault';

/** What can be wrong with the image. */
export const imageFaults: readonly Fault[] = [
  {
    name: 'image-not-in-node',
    values: { backend: { image: { tag: 'nope' }, container: { imagePullPolicy: 'Never' } } },
    code: 'image-missing',
    cause: /backend: image todo-app\/backend:nope is not in the node and cannot be pulled/,
    isQuick: true,
  },
  {
    name: 'image-name-invalid',
    values: { backend: { image: { repository: 'Todo-App/Doll', tag: 'one' } } },
    code: 'image-missing',
    cause: /backend: image Todo-App\/Doll:one has no valid name: .*must be lowercase/,
  },
  {
    name: 'image-unreachable',
    values: { backend: { image: { repository: 'registry.invalid/todo-app/doll', tag: 'one' } } },
    code: 'image-unreachable',
    cause: /image registry\.invalid\/todo-app\/doll:one is not in the node and its registry does not answer: /,
  },
  {
    name: 'image-closed-port',
    values: { backend: { image: { repository: '127.0.0.1:9/todo-app/doll', tag: 'one' } } },
    code: 'image-unreachable',
    cause: /image 127\.0\.0\.1:9\/todo-app\/doll:one .*registry does not answer: .*connection refused/,
  },
];
