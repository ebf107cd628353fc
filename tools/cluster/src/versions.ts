/** The versions of what runs in the node that is made here, and of the tools that are fetched. `go/go.mod` pins the same; a spec holds the two together. */
export const versions = {
  kubernetes: 'v1.36.3',
  etcd: 'v3.6.8',
  coredns: 'v1.14.2',
  pause: '3.10.2',
  provisioner: 'v0.0.30',
  kind: 'v0.33.0',
  helm: 'v4.3.1',
} as const;

/** The node image that this version of kind publishes, by digest. */
export const officialNodeImage =
  'docker.io/kindest/node:v1.37.0@sha256:a1ed56cfb0e7b93589bdf97c8cd566405a265939e3620fc4f5de89adff580ae5';
