import { normalizeDatabaseUrl } from '../auth/database-url';

/** What the application needs to know about where it runs. */
export interface Environment {
  /** Postgres, in the form that `pg` takes. */
  databaseUrl: string;
  /** Signs the cookies and encrypts the key that signs JWTs. At least 32 characters. */
  authSecret: string;
  /** Public host names, with or without a port, that serve this application; addresses that are plainly private need no entry. */
  allowedHosts: readonly string[];
  /** Origin of the backend inside the cluster, without a trailing slash. */
  backendUrl: string;
  /** How many proxies of ours are in front, each of which appends its peer's address to `X-Forwarded-For`. */
  proxyHops: number;
  /** Where the browser sends its API calls: a path of this origin, or an absolute URL. */
  apiUrl: string;
}

/** Wrong or missing variables: one sentence for each, never a value that may be secret. */
export class EnvironmentError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`Read the environment: ${problems.join(' ')}`);
    this.name = 'EnvironmentError';
  }
}

const DATABASE_URL_WANTS = 'a Postgres URL, postgresql://user:password@host/database';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Checks all variables at once.
 *
 * `NEXT_PUBLIC_API_URL` is looked up in an object that the caller hands in: Next freezes every direct
 * read of a `NEXT_PUBLIC_` variable at build time, on the server too.
 * @throws {EnvironmentError}
 */
export function parseEnvironment(variables: Variables): Environment {
  const problems: string[] = [];
  const required = (name: string, wants: string, isFine: (value: string) => boolean): string => {
    const value = variables[name]?.trim() ?? '';
    if (!isFine(value)) problems.push(`${name} ${value === '' ? 'is missing' : 'is not usable'}: it wants ${wants}.`);
    return value;
  };
  const databaseUrl = required('DATABASE_URL', DATABASE_URL_WANTS, isPostgresUrl);
  const authSecret = required('BETTER_AUTH_SECRET', 'at least 32 random characters', (value) => value.length >= 32);
  const backendUrl = required('BACKEND_URL', 'the origin of the backend, http://backend-svc:8000', isHttpUrl);
  const apiUrl = variables['NEXT_PUBLIC_API_URL']?.trim() || '/api/backend';
  if (!isPath(apiUrl) && !isHttpUrl(apiUrl)) {
    problems.push(
      'NEXT_PUBLIC_API_URL is not usable: it wants a path of this origin, such as /api/backend, or an http(s) URL.',
    );
  }
  const proxyHops = variables['TRUSTED_PROXY_HOPS']?.trim() || '0';
  if (!/^\d$/.test(proxyHops)) {
    problems.push(
      'TRUSTED_PROXY_HOPS is not usable: it wants the number of proxies in front that append to X-Forwarded-For, 0 to 9.',
    );
  }
  if (problems.length > 0) throw new EnvironmentError(problems);
  return {
    databaseUrl: normalizeDatabaseUrl(databaseUrl),
    authSecret,
    allowedHosts: (variables['BETTER_AUTH_ALLOWED_HOSTS'] ?? '').split(/[\s,]+/).filter((host) => host !== ''),
    backendUrl: backendUrl.replace(/\/+$/, ''),
    proxyHops: Number(proxyHops),
    apiUrl: apiUrl.replace(/\/+$/, ''),
  };
}

/** Only the database, for a run that needs nothing else. @throws {EnvironmentError} */
export function parseDatabaseUrl(variables: Variables): string {
  const value = variables['DATABASE_URL']?.trim() ?? '';
  if (isPostgresUrl(value)) return normalizeDatabaseUrl(value);
  throw new EnvironmentError([
    `DATABASE_URL ${value === '' ? 'is missing' : 'is not usable'}: it wants ${DATABASE_URL_WANTS}.`,
  ]);
}

/** For a process that cannot go on: says the problems in one line and exits with 1. */
export function endOnProblem(check: () => unknown): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

function isPostgresUrl(value: string): boolean {
  return /^postgres(ql)?(\+\w+)?:\/\//.test(value) && URL.canParse(value);
}

function isHttpUrl(value: string): boolean {
  return /^https?:\/\//.test(value) && URL.canParse(value);
}

function isPath(value: string): boolean {
  return value.startsWith('/') && !value.startsWith('//');
}
