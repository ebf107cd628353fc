/**
 * Any form of a Postgres URL that the backend accepts too, in the form that `pg` takes.
 *
 * A SQLAlchemy driver (`postgresql+psycopg:`) is dropped. `sslmode` values that ask for TLS become
 * `verify-full`: `pg` 8 treats them so already, with a warning, and `pg` 9 will verify less.
 */
export function normalizeDatabaseUrl(value: string): string {
  const url = new URL(value.replace(/^postgres(ql)?(\+\w+)?:/, 'postgresql:'));
  const mode = url.searchParams.get('sslmode');
  if (mode === 'prefer' || mode === 'require' || mode === 'verify-ca') url.searchParams.set('sslmode', 'verify-full');
  return url.toString();
}

/** The same database without the pooler in between: Neon's pooled host is the endpoint's name with `-pooler`. */
export function resolveDirectUrl(value: string): string {
  const url = new URL(value);
  if (url.hostname.endsWith('.neon.tech')) url.hostname = url.hostname.replace(/-pooler(?=\.)/, '');
  return url.toString();
}
