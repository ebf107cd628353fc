import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findEmptyBridge, isCutOff, releaseAddresses } from './node-network';
import { makeWorld } from './testing/world';

/** A machine whose process 7 is in a node, with these files of /proc and /sys. */
function makeMachine(files: Readonly<Record<string, string>>): string {
  const world = makeWorld();
  for (const [name, text] of Object.entries(files)) world.file(name, text);
  return world.folder;
}

/** Links of process 7, as its own /sys has them: Linux shows its files below `root` of its folder in /proc. */
const links = join('proc/7', 'root', 'sys/class/net');
const inNode = { [`${links}/lo/ifindex`]: '1\n', [`${links}/eth0/iflink`]: '42\n' };

it.each<[string, boolean, Record<string, string>]>([
  [
    'whose link is part of a bridge',
    false,
    { ...inNode, 'sys/class/net/veth0/ifindex': '42\n', 'sys/class/net/veth0/master': '' },
  ],
  ['whose bridge is gone', true, { ...inNode, 'sys/class/net/veth0/ifindex': '42\n' }],
  [
    'whose link ends nowhere',
    true,
    { ...inNode, 'sys/class/net/veth1/ifindex': '43\n', 'sys/class/net/veth1/master': '' },
  ],
  ['that has lost its link', true, { [`${links}/lo/ifindex`]: '1\n' }],
  ['that nobody can look into', false, {}],
])('a node %s is cut off: %s', (_, cutOff, files) => {
  expect(isCutOff(7, makeMachine(files))).toBe(cutOff);
});

it('gives back the addresses of one node, and of no other', () => {
  const world = makeWorld();
  world.file('10.89.0.2', 'abc\r\neth0');
  world.file('10.89.0.3', 'def\r\neth0');
  world.file('last_reserved_ip.0', '10.89.0.3');
  releaseAddresses('abc', world.folder);
  expect(readdirSync(world.folder)).toEqual(['10.89.0.3', 'bin', 'last_reserved_ip.0']);
});

describe('findEmptyBridge', () => {
  const makeBridge = (port?: string): string => {
    const world = makeWorld();
    world.file('networks/net.conflist', '{"plugins": [{"type": "bridge", "bridge": "br7"}]}');
    mkdirSync(join(world.folder, 'sys/class/net/br7/brif'), { recursive: true });
    if (port) world.file(`sys/class/net/br7/brif/${port}`, '');
    return world.folder;
  };
  const find = (folder: string): string | undefined => findEmptyBridge('net', join(folder, 'networks'), folder);

  it('finds the bridge of our network that nothing is connected to', () => {
    expect(find(makeBridge())).toBe('br7');
  });

  it('leaves a bridge alone that has a port', () => {
    expect(find(makeBridge('veth1'))).toBeUndefined();
  });

  it('finds none where there is no network', () => {
    expect(find(makeWorld().folder)).toBeUndefined();
  });
});
