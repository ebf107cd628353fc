import type { Run } from '@todo-app/executors';

/** A forward in the network plugin's chain: its place there, from 1 on, and the chain of its own. */
export interface Forward {
  position: number;
  chain: string;
}

const dnat = 'CNI-HOSTPORT-DNAT';

/**
 * The forwards of a port in networks of ours, last first, so that removing one moves none of the others. Pure.
 * @param rules what `iptables -t nat -S CNI-HOSTPORT-DNAT` printed
 * @param node the id of a container whose own are left out
 */
export function findForwards(rules: string, port: number, node?: string): Forward[] {
  return rules
    .split('\n')
    .filter((rule) => rule.startsWith(`-A ${dnat} `))
    .flatMap((rule, index) => {
      const ports = /--dports ([\d,]+)/.exec(rule)?.[1]?.split(',') ?? [];
      const chain = /-j (CNI-DN-\w+)/.exec(rule)?.[1];
      const isOurs = /name: \\"todo-app(-[0-9a-f]{8})?\\"/.test(rule);
      if (node !== undefined && rule.includes(node)) return [];
      return isOurs && chain !== undefined && ports.includes(`${port}`) ? [{ position: index + 1, chain }] : [];
    })
    .reverse();
}

/**
 * Removes what still leads a port to a node that is gone, such as one whose folder somebody deleted while it ran: the
 * kernel would take that way before the new node's. Only to be called while nobody listens on the port, which every
 * living node of ours does.
 * @param node the id of the container that is to be started: the network plugin keeps books of its forwards, and makes
 * none anew that it takes for there
 */
export async function removeStaleForwards(run: Run, port: number, node?: string): Promise<void> {
  const iptables = (...args: string[]) => run(['iptables', '--wait', '--table', 'nat', ...args]);
  const { stdout } = await iptables('--list-rules', dnat);
  for (const { position, chain } of findForwards(stdout, port, node)) {
    await iptables('--delete', dnat, `${position}`);
    await iptables('--flush', chain);
    await iptables('--delete-chain', chain);
  }
}
