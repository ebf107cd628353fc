import { cp, link, mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { runOrThrow } from '@todo-app/executors';
import { ensureEntry, hashInputs } from './cache';
import { type ProgramName, compiledFolder, ensureCompiled, programNames } from './compile';
import type { Context } from './context';
import { type Engine, buildFlags, saveFlags } from './engine';
import { rootsFolder, workFolder } from './paths';
import { formatDuration } from './progress';
import { versions } from './versions';

/** What the making of the node image needs to know: everything, and the engine that will carry the node. */
export interface NodeImageContext extends Context {
  engine: Engine;
}

const suite = 'bookworm';
const nodePackages =
  'systemd,systemd-sysv,dbus,conntrack,iptables,nftables,iproute2,ethtool,util-linux,mount,kmod,libseccomp2,bash,ca-certificates,curl,jq,procps,runc,containernetworking-plugins';
const tablesPackages = 'iptables,nftables,kmod,conntrack';

/** The name of the image for the present content of `go/` and `node/`. */
export function nodeImageName(context: Pick<Context, 'project' | 'paths' | 'machine'>): string {
  const programs = compiledFolder(context);
  return `localhost/todo-app/node:${hashInputs([join(context.project, 'node')], [programs.slice(-12), suite, nodePackages, tablesPackages])}`;
}

/** Makes sure that the engine has the node image, made from compiled programs and Debian packages. */
export async function ensureNodeImage(context: NodeImageContext): Promise<string> {
  const { run, paths, engine, progress, signal } = context;
  const name = nodeImageName(context);
  if ((await run([engine.program, 'image', 'inspect', name], { env: engine.env, signal })).exitCode === 0) return name;
  const started = Date.now();
  const [programs, root, tables] = await Promise.all([
    ensureCompiled(programNames, context),
    ensureRoot('node', nodePackages, context),
    ensureRoot('tables', tablesPackages, context),
  ]);
  const work = join(workFolder(paths), `node-${process.pid}`);
  await rm(work, { recursive: true, force: true });
  try {
    await buildNode({ ...context, name, programs, root, tables, work });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  progress.say(`Made the node image ${name} in ${formatDuration(Date.now() - started)}.`);
  return name;
}

async function ensureRoot(
  kind: string,
  packages: string,
  { run, paths, progress, signal }: NodeImageContext,
): Promise<string> {
  const path = join(rootsFolder(paths), `${kind}-${hashInputs([], [suite, packages])}.tar`);
  const onWait = (pid: number): void => {
    progress.say(`Waiting for process ${pid}, which makes the same Debian root.`);
  };
  await ensureEntry(
    path,
    async (partial) => {
      const started = Date.now();
      await runOrThrow(
        run,
        ['mmdebstrap', '--quiet', '--format=tar', '--variant=minbase', `--include=${packages}`, suite, partial],
        { signal },
      );
      progress.say(`Made the Debian root "${kind}" in ${formatDuration(Date.now() - started)}.`);
    },
    { signal, onWait },
  );
  return path;
}

interface Build extends NodeImageContext {
  name: string;
  programs: string;
  root: string;
  tables: string;
  work: string;
}

async function buildNode(build: Build): Promise<void> {
  const { run, engine, programs, project, work, signal, progress } = build;
  const context = join(work, 'node');
  await mkdir(join(context, 'bin'), { recursive: true });
  await cp(join(project, 'node'), context, { recursive: true });
  await cp(join(await kindSource(build), 'images/base/files'), join(context, 'base'), { recursive: true, mode: 0 });
  for (const program of ['kube', 'containerd', 'containerd-shim-runc-v2', 'ctr'] as const)
    await link(join(programs, program), join(context, 'bin', program));
  await link(build.root, join(context, 'root.tar'));
  await saveControlImages(build, join(context, 'images.tar'));
  progress.update('Building the node image');
  await runOrThrow(
    run,
    [
      engine.program,
      'build',
      ...buildFlags(engine),
      '--build-arg',
      `KUBERNETES_VERSION=${versions.kubernetes}`,
      '-t',
      build.name,
      context,
    ],
    { env: engine.env, signal },
  );
}

async function kindSource({ run, project, signal }: Build): Promise<string> {
  const listed = await runOrThrow(run, ['go', 'list', '-m', '-f', '{{.Dir}}', 'sigs.k8s.io/kind'], {
    cwd: join(project, 'go'),
    signal,
  });
  return listed.stdout.trim();
}

interface ControlImage {
  recipe: string;
  tag: string;
}

const controlImages: readonly ControlImage[] = [
  ...['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'].map((program) => ({
    recipe: 'kube',
    tag: `registry.k8s.io/${program}:${versions.kubernetes}`,
  })),
  { recipe: 'kube', tag: `registry.k8s.io/etcd:${versions.etcd.slice(1)}-0` },
  { recipe: 'kube-proxy', tag: `registry.k8s.io/kube-proxy:${versions.kubernetes}` },
  { recipe: 'coredns', tag: `registry.k8s.io/coredns/coredns:${versions.coredns}` },
  { recipe: 'pause', tag: `registry.k8s.io/pause:${versions.pause}` },
  { recipe: 'local-path-provisioner', tag: `docker.io/rancher/local-path-provisioner:${versions.provisioner}` },
];

async function saveControlImages(
  { run, engine, programs, tables, project, work, signal, progress }: Build,
  archive: string,
): Promise<void> {
  const context = join(work, 'images');
  await mkdir(join(context, 'links'), { recursive: true });
  const parts: ProgramName[] = ['kube', 'coredns', 'pause', 'volume', 'local-path-provisioner'];
  for (const program of parts) await link(join(programs, program), join(context, program));
  await link(tables, join(context, 'tables.tar'));
  for (const program of ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kube-proxy', 'etcd'])
    await symlink('kube', join(context, 'links', program));
  for (const [index, { recipe, tag }] of controlImages.entries()) {
    progress.update(`Building the control-plane images: ${index + 1} of ${controlImages.length}`);
    const recipeFile = join(project, 'node/images', `${recipe}.Dockerfile`);
    await runOrThrow(run, [engine.program, 'build', ...buildFlags(engine), '-f', recipeFile, '-t', tag, context], {
      env: engine.env,
      signal,
    });
  }
  const tags = controlImages.map(({ tag }) => tag);
  await runOrThrow(run, [engine.program, 'save', ...saveFlags(engine), '-o', archive, ...tags], {
    env: engine.env,
    signal,
  });
  await runOrThrow(run, [engine.program, 'rmi', ...tags], { env: engine.env, signal });
}
