import type { V1Node } from '@kubernetes/client-node';
import { UserError } from '../../lib/errors';

/** Where no node has room on its disk, no pod will start. Pure. */
export function checkNodes(nodes: readonly V1Node[]): UserError[] {
  const full = nodes.filter(({ status }) =>
    status?.conditions?.some(({ type, status: value }) => type === 'DiskPressure' && value === 'True'),
  );
  if (full.length === 0 || full.length < nodes.length) return [];
  const names = full.map(({ metadata }) => metadata?.name).join(', ');
  return [
    new UserError(
      `The disk of ${full.length === 1 ? `the node ${names}` : `all nodes (${names})`} is full, so no pod can start.`,
      'Make room: nx clean-images k8s-chart shows which images nobody needs.',
    ),
  ];
}
