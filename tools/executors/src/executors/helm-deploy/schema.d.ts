/** What a user may write for `helm-deploy`; each is described in schema.json, which a spec holds equal to this. */
export interface HelmDeployOptions {
  chart: string;
  components: readonly string[];
  projects?: Readonly<Record<string, string>>;
  context?: string;
  namespace?: string;
  release?: string;
  baseValues?: readonly string[];
  values?: readonly string[];
  timeoutSeconds?: number;
  rollback?: boolean;
  drift?: 'repair' | 'refuse';
  lock?: 'wait' | 'fail';
  dryRun?: boolean;
  verbose?: boolean;
  json?: boolean;
}
