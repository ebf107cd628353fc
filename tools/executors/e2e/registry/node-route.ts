import { type Cluster, run, runOrThrow } from '../../src/index';

const unit = 'test-registry';

/** The nodes' way to a port of this machine; undefined where they are no containers of an engine on this machine. */
export interface NodeRoute {
  /** The address of this machine that the nodes see. */
  gateway: string;
  /** Lets each node reach a port of the gateway as its own loopback, from where an image may come over plain HTTP. */
  open(port: string): Promise<void>;
  close(): Promise<void>;
}

/** Finds the way by the nodes' own routing table. */
export async function findNodeRoute({ nodes, engine }: Cluster): Promise<NodeRoute | undefined> {
  if (!engine || engine.program !== 'podman') return undefined;
  const inNode = (node: string, ...argv: string[]): string[] => [engine.program, 'exec', node, ...argv];
  const { env } = engine;
  const { stdout } = await runOrThrow(run, inNode(nodes[0]?.name ?? '', 'ip', 'route', 'show', 'default'), { env });
  const gateway = /^default via (\S+)/.exec(stdout)?.[1];
  if (!gateway) return undefined;
  const close = async (): Promise<void> => {
    for (const { name } of nodes) {
      await run(inNode(name, 'systemctl', 'stop', `${unit}.socket`, `${unit}.service`), { env });
    }
  };
  return {
    gateway,
    close,
    open: async (port) => {
      // what a killed run left would keep the name of the unit
      await close();
      const listen = ['--unit', unit, `--socket-property=ListenStream=127.0.0.1:${port}`];
      const forward = ['/lib/systemd/systemd-socket-proxyd', `${gateway}:${port}`];
      for (const { name } of nodes) await runOrThrow(run, inNode(name, 'systemd-run', ...listen, ...forward), { env });
    },
  };
}
