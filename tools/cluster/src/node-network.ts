import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whether the network of a running node was removed on this machine's side: its link ends at no bridge any more. A new
 * start connects it again. Where /proc and /sys do not tell, it is not cut off.
 * @param pid of a process in the node
 * @param root where /proc and /sys are
 */
export function isCutOff(pid: number, root = '/'): boolean {
  const inNode = join(root, 'proc', String(pid), 'root/sys/class/net');
  const here = join(root, 'sys/class/net');
  const links = listNames(inNode);
  if (links.length === 0) return false;
  if (!links.includes('eth0')) return true;
  const peer = readText(join(inNode, 'eth0/iflink'));
  return !listNames(here).some(
    (name) => readText(join(here, name, 'ifindex')) === peer && existsSync(join(here, name, 'master')),
  );
}

/**
 * Gives back the addresses that a stopped node still holds in the network plugin's books, which outlive a reboot: the
 * plugin gives none to a node that has one by its books.
 * @param folder the plugin's folder for our network
 */
export function releaseAddresses(id: string, folder: string): void {
  for (const name of listNames(folder)) if (readText(join(folder, name)).startsWith(id)) rmSync(join(folder, name));
}

/**
 * The bridge of our network, if it is there and nothing is connected to it: what a start that failed half-way leaves, and
 * later ones may fail at. The network plugin makes a new one.
 * @param folder of podman's networks
 */
export function findEmptyBridge(network: string, folder: string, root = '/'): string | undefined {
  const bridge = /"bridge":\s*"([^"]+)"/.exec(readText(join(folder, `${network}.conflist`)))?.[1];
  if (bridge === undefined) return undefined;
  const ports = join(root, 'sys/class/net', bridge, 'brif');
  return existsSync(ports) && listNames(ports).length === 0 ? bridge : undefined;
}

function listNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
