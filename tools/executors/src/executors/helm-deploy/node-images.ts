import { fullName } from './image-reference';

/** An image in a node, by one of its references. */
export interface NodeImage {
  /** With registry, such as `docker.io/todo-app/backend:1f3a9c0b2d4e`. */
  name: string;
  /** `sha256:…` of the image config, as the kubelet sees it; `undefined` while it does not see the image. */
  imageId: string | undefined;
  /** Whether all layers are there, as blobs or unpacked. */
  complete: boolean;
}

/**
 * Reads the table of `ctr images check`. The kubelet's side of containerd records each image under its id
 * too, as `sha256:…` with the same manifest digest: that is how a name leads to an id. Pure.
 */
export function parseNodeImages(table: string): NodeImage[] {
  const rows = table
    .split('\n')
    .map((line) => /^(\S+)\s+\S+\s+(sha256:\S+)\s+(\w+)[^\n]*?(true|false)?\s*$/.exec(line))
    .filter((row) => row !== null)
    .map(([, name = '', manifest = '', status = '', unpacked]) => ({ name, manifest, status, unpacked }));
  const ids = new Map(rows.filter(({ name }) => isId(name)).map(({ name, manifest }) => [manifest, name]));
  return rows
    .filter(({ name }) => !isId(name))
    .map(({ name, manifest, status, unpacked }) => ({
      name,
      imageId: ids.get(manifest),
      complete: status === 'complete' || unpacked === 'true',
    }));
}

/** Reads `minikube image ls --format json`, which lists only images that can run. Pure. */
export function parseMinikubeImages(json: string): NodeImage[] {
  return listNames(JSON.parse(json || '[]') as CriImage[]);
}

/** Reads `crictl images --output json` of one node, which may warn before it answers. Pure. */
export function parseCriImages(text: string): NodeImage[] {
  return listNames((JSON.parse(text.slice(text.indexOf('{'))) as { images: CriImage[] }).images);
}

interface CriImage {
  id?: string;
  repoTags?: readonly string[];
}

function listNames(images: readonly CriImage[]): NodeImage[] {
  return images.flatMap(({ id = '', repoTags = [] }) =>
    repoTags.map((tag) => ({
      name: fullName(tag),
      imageId: id.startsWith('sha256:') ? id : `sha256:${id}`,
      complete: true,
    })),
  );
}

/** Whether every one of the nodes can run these bytes under this reference. Pure. */
export function nodesHave(nodes: readonly (readonly NodeImage[])[], reference: string, imageId?: string): boolean {
  const name = fullName(reference);
  return nodes.every((images) =>
    images.some(
      (image) =>
        image.name === name && image.complete && image.imageId !== undefined && (!imageId || image.imageId === imageId),
    ),
  );
}

function isId(name: string): boolean {
  return name.startsWith('sha256:');
}
