import type { Machine } from './machine';

/** The settings of podman that a machine calls for, section by section; empty where its defaults work. */
export interface EngineSettings {
  engine: Readonly<Record<string, string>>;
  containers: Readonly<Record<string, readonly string[]>>;
  network: Readonly<Record<string, string>>;
}

/**
 * What podman must be told on this machine. Its defaults ask for more open files than a process without
 * CAP_SYS_RESOURCE may grant, for systemd and its journal, and for crun, which refuses cgroups v1.
 */
export function resolveEngineSettings(machine: Machine, runc: string | undefined): EngineSettings {
  const engine: Record<string, string> = {};
  if (machine.cgroups === 'v1' && runc) engine['runtime'] = 'runc';
  if (!machine.systemd) Object.assign(engine, { cgroup_manager: 'cgroupfs', events_logger: 'file' });
  const limits = [
    `nofile=${Math.min(machine.openFiles, 65536)}:${Math.min(machine.openFiles, 65536)}`,
    'nproc=4096:4096',
  ];
  return { engine, containers: machine.mayRaiseLimits ? {} : { default_ulimits: limits }, network: {} };
}

/** Adds what keeps our nodes apart from the user's own containers: runtime state and networks in folders of ours. */
export function separateSettings(
  settings: EngineSettings,
  folders: { runtime: string; networks: string },
): EngineSettings {
  return {
    ...settings,
    engine: { ...settings.engine, tmp_dir: folders.runtime },
    network: { ...settings.network, network_config_dir: folders.networks },
  };
}

/** The text for `CONTAINERS_CONF`; an empty string where nothing needs to be said. */
export function formatEngineConf(settings: EngineSettings): string {
  return Object.entries(settings)
    .filter(([, values]) => Object.keys(values as object).length > 0)
    .map(([section, values]) => `[${section}]\n${formatValues(values as Record<string, unknown>)}`)
    .join('\n');
}

/** The text for `CONTAINERS_STORAGE_CONF`. */
export function formatStorageConf(folders: { graph: string; run: string }): string {
  return `[storage]\n${formatValues({ driver: 'overlay', graphroot: folders.graph, runroot: folders.run })}`;
}

function formatValues(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values)
    .map(([key, value]) => `${key} = ${JSON.stringify(value)}\n`)
    .join('');
}
