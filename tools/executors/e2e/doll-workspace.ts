import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fullName } from '../src/executors/helm-deploy/image-reference';
import {
  type Cluster,
  type ImageFile,
  readImageFile,
  run,
  type RunOptions,
  type RunResult,
  writeImageFile,
} from '../src/index';

const repository = join(__dirname, '../../..');

/** A workspace of its own with one app, the doll, whose pods do as the values tell them. */
export interface DollWorkspace {
  root: string;
  /** Builds the app's image from a stamp; another stamp gives another image. */
  build(stamp: string): Promise<ImageFile>;
  /** Runs `container` as it is, whatever comes of it. */
  container(options?: object, process?: RunOptions): Promise<RunResult>;
  /** Writes image.json as if the app had been built like this. */
  pretend(image: ImageFile): void;
  writeEnv(variables: Readonly<Record<string, string>>): void;
  /** Has the deploys from here on use a kubeconfig of this content; without one, that of the cluster again. */
  useKubeconfig(content?: string): void;
  /** Deploys with one more values file of this content. */
  deploy(values?: unknown, options?: object, process?: RunOptions): Promise<RunResult>;
  /** Runs an executor that is about the release, such as `verify`. */
  operate(name: string, options?: object): Promise<RunResult>;
  /** What the deploys so far left in their folder for temporary files. */
  leftovers(): string[];
  /** Removes the workspace and its images, also from the nodes. */
  remove(cluster: Cluster): Promise<void>;
}

/** Makes the workspace for the cluster that `nx up cluster` chose. */
export function createDollWorkspace(namespace: string): DollWorkspace {
  const root = mkdtempSync(join(tmpdir(), 'doll-'));
  cpSync(join(repository, 'dist/tools/cluster'), join(root, 'dist/tools/cluster'), { recursive: true });
  cpSync(join(__dirname, 'doll'), join(root, 'apps/backend'), { recursive: true });
  cpSync(join(__dirname, 'chart'), join(root, 'chart'), { recursive: true });
  mkdirSync(join(root, 'dist/apps/backend'), { recursive: true });
  const temporary = join(root, 'tmp');
  mkdirSync(temporary);
  const images: ImageFile[] = [];
  const execute = (name: string, options: object, process?: RunOptions): Promise<RunResult> =>
    run([...executor, name, root, JSON.stringify(options)], {
      cwd: repository,
      env: { ...withoutOurs, TMPDIR: temporary },
      ...process,
    });
  const readImage = (): ImageFile => readImageFile(root, 'apps/backend', 'backend');
  const container = async (options: object = {}, process?: RunOptions): Promise<RunResult> => {
    const result = await execute('container', { repository: 'todo-app/doll', ...options }, process);
    if (result.exitCode === 0) images.push(readImage());
    return result;
  };
  return {
    root,
    container,
    build: async (stamp) => {
      writeFileSync(join(root, 'apps/backend/stamp'), stamp);
      const result = await container();
      if (result.exitCode !== 0) throw new Error(`The doll's image was not built: ${result.stdout}${result.stderr}`);
      return readImage();
    },
    pretend: (image) => {
      writeImageFile(root, 'apps/backend', image);
    },
    writeEnv: (variables) => {
      const lines = Object.entries(variables).map(([name, value]) => `${name}='${value}'\n`);
      writeFileSync(join(root, '.env'), lines.join(''));
    },
    useKubeconfig: (content) => {
      const file = 'dist/tools/cluster/cluster.json';
      const kubeconfig = join(root, 'kubeconfig');
      if (content !== undefined) writeFileSync(kubeconfig, content, { mode: 0o600 });
      const cluster = JSON.parse(readFileSync(join(repository, file), 'utf8')) as Cluster;
      writeFileSync(join(root, file), JSON.stringify(content === undefined ? cluster : { ...cluster, kubeconfig }));
    },
    deploy: (values = {}, options = {}, process = {}) => {
      writeFileSync(join(root, 'my.yaml'), typeof values === 'string' ? values : JSON.stringify(values));
      const all = {
        chart: 'chart',
        components: ['backend'],
        namespace,
        release: 'doll',
        values: ['my.yaml'],
        ...options,
      };
      return execute('helm-deploy', all, process);
    },
    operate: (name, options = {}) => execute(name, { namespace, release: 'doll', ...options }, { timeoutSeconds: 120 }),
    leftovers: () => readdirSync(temporary).filter((name) => name.startsWith('helm-deploy-')),
    remove: async (cluster) => {
      rmSync(root, { recursive: true });
      for (const { engine, imageId } of images) await run([engine, 'rmi', '--force', imageId]);
      if (cluster.load !== 'kind' || !cluster.engine) return;
      const { program, env } = cluster.engine;
      const names = images.map(({ repository, tag, digest }) =>
        fullName(digest ? `${repository}@${digest}` : `${repository}:${tag}`),
      );
      for (const { name } of cluster.nodes) {
        await run([program, 'exec', name, 'ctr', '-n', 'k8s.io', 'images', 'rm', ...names], { env });
      }
    },
  };
}

const executor = [process.execPath, '--import', 'tsx', join(__dirname, 'run-executor.ts')];
const withoutOurs = {
  DATABASE_URL: undefined,
  COHERE_API_KEY: undefined,
  BETTER_AUTH_SECRET: undefined,
  TODO_REGISTRY: undefined,
  TODO_PUSH: undefined,
};
