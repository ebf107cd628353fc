import { createHash } from 'node:crypto';
import { manifestTypes } from '../../src/lib/registry';

const ociManifest = 'application/vnd.oci.image.manifest.v1+json';
const ociIndex = 'application/vnd.oci.image.index.v1+json';

/** A content that a registry has. */
interface Descriptor {
  mediaType: string;
  digest: string;
  size: number;
}

/**
 * Puts an index of a pushed image and of an attestation behind the image's tag, as `docker buildx build --push` does:
 * https://docs.docker.com/build/metadata/attestations/attestation-storage/
 *
 * @param repository with the registry, such as `127.0.0.1:5000/todo-app/doll`
 * @param digest of the image's manifest
 * @param statement what is attested; another one gives another index
 * @returns the digest of the index
 */
export async function attest(repository: string, tag: string, digest: string, statement: string): Promise<string> {
  const [host, ...path] = repository.split('/');
  const base = `http://${host}/v2/${path.join('/')}`;
  const image = await readDescriptor(base, digest);
  const config = await putBlob(base, 'application/vnd.oci.image.config.v1+json', '{}');
  const layer = await putBlob(base, 'application/vnd.in-toto+json', JSON.stringify({ statement }));
  const attestation = await putManifest(base, undefined, ociManifest, { config, layers: [layer] });
  const platform = { architecture: 'unknown', os: 'unknown' };
  const annotations = { 'vnd.docker.reference.digest': digest, 'vnd.docker.reference.type': 'attestation-manifest' };
  const manifests = [
    { ...image, platform: { architecture: process.arch === 'x64' ? 'amd64' : process.arch, os: 'linux' } },
    { ...attestation, platform, annotations },
  ];
  return (await putManifest(base, tag, ociIndex, { manifests })).digest;
}

async function readDescriptor(base: string, digest: string): Promise<Descriptor> {
  const response = await expectOk(fetch(`${base}/manifests/${digest}`, { headers: { accept: manifestTypes } }));
  const mediaType = response.headers.get('content-type') ?? '';
  return { mediaType, digest, size: (await response.arrayBuffer()).byteLength };
}

async function putBlob(base: string, mediaType: string, body: string): Promise<Descriptor> {
  const descriptor = describe(mediaType, body);
  const upload = await expectOk(fetch(`${base}/blobs/uploads/`, { method: 'POST' }));
  const place = new URL(upload.headers.get('location') ?? '', base);
  place.searchParams.set('digest', descriptor.digest);
  const headers = { 'content-type': 'application/octet-stream' };
  await expectOk(fetch(place, { method: 'PUT', headers, body }));
  return descriptor;
}

async function putManifest(
  base: string,
  tag: string | undefined,
  mediaType: string,
  content: object,
): Promise<Descriptor> {
  const body = JSON.stringify({ schemaVersion: 2, mediaType, ...content });
  const descriptor = describe(mediaType, body);
  const place = `${base}/manifests/${tag ?? descriptor.digest}`;
  await expectOk(fetch(place, { method: 'PUT', headers: { 'content-type': mediaType }, body }));
  return descriptor;
}

function describe(mediaType: string, body: string): Descriptor {
  const digest = `sha256:${createHash('sha256').update(body).digest('hex')}`;
  return { mediaType, digest, size: Buffer.byteLength(body) };
}

async function expectOk(asked: Promise<Response>): Promise<Response> {
  const response = await asked;
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${await response.text()}`);
  return response;
}
