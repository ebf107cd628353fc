import { findRegistry } from '../../lib/registry';

/** The parts of a reference such as `ghcr.io/me/api:1@sha256:…`. */
export interface ImageReference {
  repository: string;
  tag: string;
  digest: string;
}

/** Takes a reference apart; a missing part is empty. Pure. */
export function parseReference(reference: string): ImageReference {
  const [name = '', digest = ''] = reference.split('@');
  const colon = name.lastIndexOf(':');
  if (colon <= name.lastIndexOf('/')) return { repository: name, tag: '', digest };
  return { repository: name.slice(0, colon), tag: name.slice(colon + 1), digest };
}

/** The reference as the chart writes it. Pure. */
export function formatReference({ repository, tag, digest }: ImageReference): string {
  return `${repository}${tag ? `:${tag}` : ''}${digest ? `@${digest}` : ''}`;
}

/** The name that containerd knows an image by: with registry, and `library/` where Docker Hub's official images live. Pure. */
export function fullName(reference: string): string {
  if (!reference.includes('/')) return `docker.io/library/${reference}`;
  return findRegistry(reference) ? reference : `docker.io/${reference}`;
}
