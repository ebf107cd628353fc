import { link, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { runOrThrow } from '@todo-app/executors';
import type { ProgramName } from './compile';
import { buildFlags, saveFlags } from './engine';
import type { NodeParts } from './node-image';
import { versions } from './versions';

/** One image of the control plane: which recipe below `node/images`, and the names that kubeadm or a manifest gives to it. */
interface ControlImage {
  recipe: string;
  tags: readonly [string, ...string[]];
}

const kube = (program: string): string => `registry.k8s.io/${program}:${versions.kubernetes}`;
const controlImages: readonly ControlImage[] = [
  {
    recipe: 'kube',
    tags: [
      kube('kube-apiserver'),
      kube('kube-controller-manager'),
      kube('kube-scheduler'),
      `registry.k8s.io/etcd:${versions.etcd.slice(1)}-0`,
    ],
  },
  { recipe: 'kube-proxy', tags: [kube('kube-proxy')] },
  { recipe: 'coredns', tags: [`registry.k8s.io/coredns/coredns:${versions.coredns}`] },
  { recipe: 'pause', tags: [`registry.k8s.io/pause:${versions.pause}`] },
  { recipe: 'local-path-provisioner', tags: [`docker.io/rancher/local-path-provisioner:${versions.provisioner}`] },
];

const programs: readonly ProgramName[] = ['kube', 'coredns', 'pause', 'volume', 'local-path-provisioner'];
const kubeNames = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kube-proxy', 'etcd'];

/** Makes the images of the control plane from the compiled programs, into one archive. */
export async function saveControlImages(parts: NodeParts, archive: string): Promise<void> {
  const { run, engine, project, work, progress, signal } = parts;
  const options = { env: engine.env, signal };
  const context = join(work, 'images');
  await mkdir(join(context, 'links'), { recursive: true });
  for (const program of programs) await link(join(parts.programs, program), join(context, program));
  for (const name of kubeNames) await symlink('kube', join(context, 'links', name));
  await link(parts.tables, join(context, 'tables.tar'));
  for (const [index, { recipe, tags }] of controlImages.entries()) {
    progress.update(`Making the images of the control plane: ${recipe}, ${index + 1} of ${controlImages.length}`);
    const names = tags.flatMap((tag) => ['-t', tag]);
    const file = join(project, 'node/images', `${recipe}.Dockerfile`);
    const base = ['--build-arg', `KUBE_IMAGE=${kube('kube-apiserver')}`];
    await runOrThrow(
      run,
      [engine.program, 'build', ...buildFlags(engine), ...base, '-f', file, ...names, context],
      options,
    );
  }
  const all = controlImages.flatMap(({ tags }) => tags);
  progress.update('Making the images of the control plane: saving them');
  await runOrThrow(run, [engine.program, 'save', ...saveFlags(engine), '-o', archive, ...all], options);
  await runOrThrow(run, [engine.program, 'rmi', ...all], options);
}
