import { expect, it } from 'vitest';
import { isNodeReachable } from './minikube';

it.each([
  ['a container on Linux', 'https://192.168.49.2:8443', '192.168.49.2', true],
  ['a virtual machine on any system', 'https://192.168.64.7:8443', '192.168.64.7', true],
  ['no machine of its own', 'https://10.0.0.5:8443', '10.0.0.5', true],
  ['an API server with a name of its own', 'https://api.example.com:8443', '192.168.49.2', true],
  ['a container on macOS, Windows or Docker Desktop', 'https://127.0.0.1:55123', '192.168.49.2', false],
  ["qemu's own network", 'https://localhost:8443', '10.0.2.15', false],
  ['a Docker on another machine', 'https://10.0.0.9:49154', '192.168.49.2', false],
])('%s: is its node reached at its address?', (_, server, address, reached) => {
  expect(isNodeReachable(server, address)).toBe(reached);
});
