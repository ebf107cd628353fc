import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, runOrThrow } from '../../src/index';

/** A registry that runs for a test. */
export interface TestRegistry {
  /** Where it listens, such as `127.0.0.1:40123`. */
  host: string;
  /** `METHOD /path` of each request so far. */
  requests: string[];
  /** Forgets every image. */
  empty(): void;
  close(): Promise<void>;
}

/** How a registry is to run. */
export interface RegistryOptions {
  /** Where its images and its configuration lie; made if it is not there. */
  folder: string;
  /** The address to listen on, with port 0 for any that is free. */
  address?: string;
  /** A line `user:bcrypt hash`: the one account that is let in. */
  account?: string;
}

/** The programs that a test with a registry needs and this machine lacks. */
export function findMissing(): string[] {
  const places = (process.env['PATH'] ?? '').split(':');
  return ['podman', 'go'].filter((name) => !places.some((place) => existsSync(join(place, name))));
}

/** Compiles the registry from its pinned source, into what Go's own cache has of it, and returns the program. */
export async function compileRegistry(folder: string): Promise<string> {
  const program = join(folder, 'registry');
  const env = { CGO_ENABLED: '0', GOFLAGS: '' };
  await runOrThrow(run, ['go', 'build', '-trimpath', '-o', program, '.'], { cwd: join(__dirname, 'go'), env });
  return program;
}

/** Starts the registry; it is ready when this returns. */
export async function startRegistry(program: string, options: RegistryOptions): Promise<TestRegistry> {
  const { folder, address = '127.0.0.1:0', account } = options;
  const images = join(folder, 'images');
  mkdirSync(images, { recursive: true });
  if (account) writeFileSync(join(folder, 'accounts'), `${account}\n`);
  const auth = account ? { auth: { htpasswd: { realm: 'test', path: join(folder, 'accounts') } } } : {};
  const config = join(folder, 'config.yml');
  const storage = { filesystem: { rootdirectory: images }, delete: { enabled: true } };
  writeFileSync(config, JSON.stringify({ version: '0.1', log: { level: 'error' }, storage, ...auth }));
  const requests: string[] = [];
  const stop = new AbortController();
  let listens: (host: string) => void = () => undefined;
  const listening = new Promise<string>((resolve) => {
    listens = resolve;
  });
  const ended = run([program, config, address], {
    signal: stop.signal,
    onLine: (line, stream) => {
      if (stream === 'stderr') return;
      if (line.startsWith('listening on ')) listens(line.slice('listening on '.length));
      else requests.push(line);
    },
  });
  const host = await Promise.race([
    listening,
    ended.then(({ stderr }) => Promise.reject(new Error(`The registry did not start: ${stderr}`))),
  ]);
  return {
    host,
    requests,
    empty: () => {
      rmSync(images, { recursive: true });
      mkdirSync(images);
    },
    close: async () => {
      stop.abort();
      await ended;
    },
  };
}
