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
  const [first = '', ...rest] = reference.split('/');
  if (rest.length === 0) return `docker.io/library/${reference}`;
  return isRegistry(first) ? reference : `docker.io/${reference}`;
}

/** Whether a repository names the registry it lives in. Pure. */
export function namesRegistry(repository: string): boolean {
  const [first = '', ...rest] = repository.split('/');
  return rest.length > 0 && isRegistry(first);
}

function isRegistry(host: string): boolean {
  return host.includes('.') || host.includes(':') || host === 'localhost';
}
