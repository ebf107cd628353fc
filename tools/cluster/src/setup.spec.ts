import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toolsFile } from './paths';
import type { Probe } from './probe';
import { listPackages, setup } from './setup';
import { plainMachine } from './testing/machine';
import { type World, makeWorld } from './testing/world';
import { readTools } from './tools-file';

const offline: Probe = () => Promise.resolve(false);
const helm4 = 'echo v4.2.0';

function makeSetUpWorld(machine: Parameters<typeof makeWorld>[0] = {}): World {
  const world = makeWorld(machine);
  world.stub('helm', helm4);
  world.stub('mmdebstrap', '');
  world.stub('flock', `PATH=${world.folder}/bin:$PATH; shift 2; exec "$@"`);
  return world;
}

const dockerAnswers =
  'case "$1 $2" in "version --format") echo 28.1.0;; "buildx version") echo v0.29;; *) exit 1;; esac';

describe('setup', () => {
  it('takes docker if its daemon answers and buildx is there', async () => {
    const world = makeSetUpWorld();
    world.stub('docker', dockerAnswers);
    world.stub('podman', 'echo podman version 5.0.0');
    await setup(world.context, offline);
    expect(readTools(world.context.paths).engine).toEqual({ program: 'docker', version: '28.1.0', env: {} });
  });

  it.each([
    ['its daemon is silent', 'echo "Cannot connect" >&2; exit 1'],
    ['buildx is missing', '[ "$1" = version ] && echo 28.1.0'],
  ])('passes docker over if %s', async (_, script) => {
    const world = makeSetUpWorld();
    world.stub('docker', script);
    world.stub('podman', 'echo podman version 5.0.0');
    await setup(world.context, offline);
    expect(readTools(world.context.paths).engine).toEqual({ program: 'podman', version: '5.0.0', env: {} });
  });

  it('gives podman settings of ours where the machine needs them', async () => {
    const world = makeSetUpWorld({ mayRaiseLimits: false });
    world.stub('podman', 'echo podman version 4.3.1');
    const { engine } = await setup(world.context, offline);
    expect(world.read(String(engine.env['CONTAINERS_CONF']).slice(world.folder.length))).toContain('default_ulimits');
  });

  it('installs podman on Debian as root', async () => {
    const world = makeSetUpWorld();
    world.stub(
      'apt-get',
      `echo "$*" > ${world.folder}/apt; printf '#!/bin/sh\\necho podman version 4.3.1\\n' > ${world.folder}/bin/podman; chmod +x ${world.folder}/bin/podman`,
    );
    const { engine } = await setup(world.context, offline);
    expect(world.read('apt')).toContain('install --yes --no-install-recommends podman');
    expect(engine.version).toBe('4.3.1');
  });

  it('renews the lists of packages and tries again if the first attempt fails', async () => {
    const world = makeSetUpWorld();
    world.stub(
      'apt-get',
      `echo "$3" >> ${world.folder}/apt; [ "$3" = update ] && touch ${world.folder}/lists; [ -f ${world.folder}/lists ]`,
    );
    await setup(world.context, offline);
    expect(world.read('apt')).toBe('install\nupdate\ninstall\n');
  });

  it('says what apt-get said if it fails for good', async () => {
    const world = makeSetUpWorld();
    world.stub('apt-get', 'echo "E: no network" >&2; exit 100');
    await expect(setup(world.context, offline)).rejects.toThrow(/no network/);
  });

  it.each([
    ['without root', { root: false }, /takes root/],
    ['not on Debian', { debian: false }, /only on Debian/],
  ])('writes one letter %s and without an engine, and leaves no file', async (_, machine, why) => {
    const world = makeSetUpWorld(machine);
    await expect(setup(world.context, offline)).rejects.toThrow(why);
    expect(existsSync(toolsFile(world.context.paths))).toBe(false);
  });

  it('tells a Docker without buildx from one that is silent', async () => {
    const world = makeSetUpWorld({ root: false });
    world.stub('docker', '[ "$1" = version ] && echo 28.1.0');
    await expect(setup(world.context, offline)).rejects.toThrow(/Docker answers but lacks its plugin buildx/);
  });

  it.each(['4.2.0', '3.21.4'])('takes a helm %s on PATH', async (version) => {
    const world = makeSetUpWorld();
    world.stub('podman', 'echo podman version 5.0.0');
    world.stub('helm', `echo v${version}`);
    const { helm } = await setup(world.context, offline);
    expect(helm).toEqual({ program: `${world.folder}/bin/helm`, version, origin: 'path' });
  });

  it('compiles helm where the one on PATH is of another major version and the internet is silent', async () => {
    const world = makeSetUpWorld();
    world.stub('podman', 'echo podman version 5.0.0');
    world.stub('helm', 'echo v2.17.0');
    world.stub(
      'go',
      '[ "$1" = env ] && echo go1.99.0 && exit; [ "$1" = list ] && echo a || { while [ "$1" != -o ]; do shift; done; echo helm > "$2/helm"; }',
    );
    const { helm } = await setup(world.context, offline);
    expect([helm.origin, helm.version]).toEqual(['compiled', '4.3.1']);
  });

  it.each([
    ['go is not on PATH', 'exit 1'],
    ['found is 1.19', 'echo go1.19'],
  ])('writes one letter where helm can be had in no way: %s', async (why, go) => {
    const world = makeSetUpWorld();
    world.stub('podman', 'echo podman version 5.0.0');
    world.stub('helm', 'exit 1');
    world.stub('go', go);
    const made = setup(world.context, offline);
    await expect(made).rejects.toThrow(new RegExp(`^Find helm: none on PATH fits, .*or newer: ${why}.$`));
  });
});

describe('listPackages', () => {
  const nothing = { podman: false, runc: false, mmdebstrap: false };

  it('is empty where all is there', () => {
    expect(listPackages(plainMachine, nothing)).toEqual([]);
  });

  it('adds runc on cgroups v1 only', () => {
    expect(listPackages(plainMachine, { ...nothing, runc: true })).toEqual([]);
    expect(listPackages({ ...plainMachine, cgroups: 'v1' }, { ...nothing, runc: true })).toEqual(['runc']);
  });
});
