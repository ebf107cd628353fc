import { describe, expect, it } from 'vitest';
import { formatEngineConf, formatStorageConf, resolveEngineSettings, separateSettings } from './engine-conf';
import { plainMachine } from './testing/machine';

const conf = (machine: Partial<typeof plainMachine>, runc: string | undefined = '/usr/sbin/runc'): string =>
  formatEngineConf(resolveEngineSettings({ ...plainMachine, ...machine }, runc));

describe('the settings of podman', () => {
  it('are none on a plain machine', () => {
    expect(conf({})).toBe('');
  });

  it('lower the limits where they cannot be raised', () => {
    expect(conf({ mayRaiseLimits: false, openFiles: 20000 })).toBe(
      '[containers]\ndefault_ulimits = ["nofile=20000:20000","nproc=4096:4096"]\n',
    );
  });

  it('name runc where crun would refuse cgroups v1', () => {
    expect(conf({ cgroups: 'v1' })).toBe('[engine]\nruntime = "runc"\n');
  });

  it('do not name a runc that is not there', () => {
    expect(formatEngineConf(resolveEngineSettings({ ...plainMachine, cgroups: 'v1' }, undefined))).toBe('');
  });

  it('do without systemd where it does not run', () => {
    expect(conf({ systemd: false })).toBe('[engine]\ncgroup_manager = "cgroupfs"\nevents_logger = "file"\n');
  });

  it('keep our nodes apart from the containers of the user', () => {
    const settings = separateSettings(resolveEngineSettings(plainMachine, undefined), {
      runtime: '/run/a',
      networks: '/b',
    });
    expect(formatEngineConf(settings)).toBe('[engine]\ntmp_dir = "/run/a"\n\n[network]\nnetwork_config_dir = "/b"\n');
  });

  it('name a store of our own', () => {
    expect(formatStorageConf({ graph: '/g', run: '/r' })).toBe(
      '[storage]\ndriver = "overlay"\ngraphroot = "/g"\nrunroot = "/r"\n',
    );
  });
});
