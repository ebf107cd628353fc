/** The parts of an image reference, with Docker's rules for what is left out. */
export interface Reference {
  /** Such as `docker.io`. */
  registry: string;
  /** Such as `library/node`. */
  name: string;
  /** `latest` if none is given; empty if there is only a digest. */
  tag: string;
  /** Such as `sha256:…`. */
  digest: string | undefined;
}

/** Reads an image reference such as `node:24-slim` or `ghcr.io/org/app@sha256:…`. Pure. */
export function parseReference(text: string): Reference {
  const [named = '', digest] = text.split('@');
  const [first = '', ...others] = named.split('/');
  const hasRegistry = others.length > 0 && /[.:]|^localhost$/.test(first);
  const path = hasRegistry ? others.join('/') : named;
  const [name = '', tag = digest ? '' : 'latest'] = path.split(':');
  const registry = hasRegistry ? first : 'docker.io';
  return { registry, name: registry === 'docker.io' && !name.includes('/') ? `library/${name}` : name, tag, digest };
}

/** The reference in full, so that no engine has to guess the registry. Pure. */
export function formatReference({ registry, name, tag, digest }: Reference): string {
  return `${registry}/${name}${tag ? `:${tag}` : ''}${digest ? `@${digest}` : ''}`;
}
