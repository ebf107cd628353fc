import type { Readable } from 'node:stream';
import { runOrThrow, type Run } from '../../lib/run';
import type { Cluster } from './cluster-file';
import { type Blobs, parseBlobs } from './node-blobs';
import { buildNodeArgs } from './node-command';
import { type NodeImage, parseNodeImages } from './node-images';

/** What a node says: first which blobs it has, then, when it has taken an archive, which of the images. */
export interface Conversation {
  blobs: Promise<Blobs>;
  images: Promise<NodeImage[]>;
}

/**
 * The node's part, as one script: the start of a process in a node takes longer than all of these. An empty line ends
 * the list of blobs. The folder is where containerd keeps them in each kind node, whatever engine carries it.
 */
const script = `set -e
ctr -n k8s.io content ls --quiet
du --all --apparent-size --bytes /var/lib/containerd/io.containerd.content.v1.content/blobs/sha256
echo
ctr -n k8s.io images import - >&2
ctr -n k8s.io images check "$@"`;

/**
 * Starts to talk with one node of a kind cluster, which waits for `archive` after its first answer.
 *
 * @param names of the images that it is asked about at the end: a look at all that it has takes ten times as long
 */
export function converse(
  run: Run,
  cluster: Cluster,
  node: string,
  archive: Readable,
  names: readonly string[],
): Conversation {
  const listed: string[] = [];
  let tell: (blobs: Blobs) => void = () => undefined;
  const answered = new Promise<Blobs>((resolve) => {
    tell = resolve;
  });
  const onLine = (line: string, stream: 'stdout' | 'stderr'): void => {
    if (stream !== 'stdout') return;
    if (line === '') tell(parseBlobs(listed));
    listed.push(line);
  };
  const filters = names.map((name) => `name=="${name}"`);
  const argv = buildNodeArgs(cluster, node, 'sh', '-c', script, 'sh', ...filters);
  const ended = runOrThrow(run, argv, { env: cluster.engine?.env ?? {}, input: archive, onLine });
  const silent = ended.then(() => {
    throw new Error(`The node ${node} did not say which blobs it has.`);
  });
  return {
    blobs: Promise.race([answered, silent]),
    images: ended.then(({ stdout }) => parseNodeImages(stdout.slice(stdout.indexOf('\n\n')))),
  };
}
