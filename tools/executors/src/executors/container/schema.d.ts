/** What a user may write for `container`; each is described in schema.json, which a spec holds equal to this. */
export interface ContainerOptions {
  repository?: string;
  registry?: string;
  push?: boolean;
  dockerfile?: string;
  context?: string;
  engine?: 'auto' | 'docker' | 'podman';
  target?: string;
  buildArgs?: Readonly<Record<string, string>>;
  platform?: string;
  maxSizeMb?: number;
  verbose?: boolean;
}
