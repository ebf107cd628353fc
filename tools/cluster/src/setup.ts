import type { Run } from '@todo-app/executors';
import { install } from './apt';
import type { Context } from './context';
import { type Engine, findEngines, readDocker, readPodman } from './engine';
import { type EngineFacts, chooseBuilder, describeNoWay } from './ladder';
import { type Machine, findProgram } from './machine';
import { type Probe, createProbe } from './probe';
import { helmRelease } from './release';
import { ensureTool } from './tool';
import { type Tools, writeTools } from './tools-file';

/** Where images come from, if anything answers there. */
export const registryAddress = 'https://registry-1.docker.io';

/** `setup`: makes sure of the engine that builds and of helm, and writes which they are. */
export async function setup(context: Context, probe: Probe = createProbe(context.paths)): Promise<Tools> {
  const engines = await findEngines(context.run, context.signal);
  const choice = chooseBuilder(context.machine, engines);
  if (!choice) throw describeNoWay('Set up the tools', describeMissingEngine(context.machine, engines));
  await ensurePrograms(choice, probe, context);
  const engine = await readEngine(choice, context);
  const helm = await ensureTool(
    {
      release: helmRelease(context.machine.platform, context.machine.architecture),
      askVersion: askHelm,
      fits: isKnownHelm,
    },
    probe,
    context,
  );
  const tools: Tools = { engine, helm };
  writeTools(context.paths, tools);
  context.progress.say(
    `Images are built by ${engine.program} ${engine.version}, deploys made with helm ${helm.version} (${origins[helm.origin]}).`,
  );
  return tools;
}

const origins = { path: 'the one on PATH', release: 'the pinned release', compiled: 'compiled here' } as const;

/** On Debian as root: installs what the choice needs and the machine lacks. Elsewhere nothing can be installed. */
export async function ensurePrograms(
  choice: 'docker' | 'podman' | 'install',
  probe: Probe,
  context: Context,
): Promise<void> {
  const { machine } = context;
  if (!machine.root || !machine.debian) return;
  const offline = findProgram('mmdebstrap') === undefined && !(await probe(registryAddress));
  const packages = listPackages(machine, {
    podman: choice === 'install',
    runc: choice !== 'docker' && findProgram('runc') === undefined,
    mmdebstrap: offline,
  });
  if (packages.length > 0) await install(packages, context);
}

/** The Debian packages for what is missing. */
export function listPackages(
  machine: Machine,
  missing: { podman: boolean; runc: boolean; mmdebstrap: boolean },
): string[] {
  return [
    ...(missing.podman ? ['podman', 'containernetworking-plugins', 'iptables'] : []),
    // Debian's crun refuses cgroups v1
    ...(missing.runc && machine.cgroups === 'v1' ? ['runc'] : []),
    ...(missing.mmdebstrap ? ['mmdebstrap', 'debian-archive-keyring'] : []),
  ];
}

const readEngine = (
  choice: 'docker' | 'podman' | 'install',
  { run, paths, machine, signal }: Context,
): Promise<Engine> => (choice === 'docker' ? readDocker(run, signal) : readPodman(run, paths, machine, signal));

/** The lines of the letter about the engine. */
export function describeMissingEngine(machine: Machine, { lacksBuildx }: EngineFacts): string[] {
  const why = machine.debian
    ? 'installing podman takes root'
    : 'only on Debian and Ubuntu can the set-up install podman';
  const docker = lacksBuildx
    ? 'Docker answers but lacks its plugin buildx (package docker-buildx-plugin, docker-buildx on Debian and Ubuntu)'
    : 'Docker does not answer';
  return [`no container engine: ${docker}, podman is not on PATH, and ${why}`];
}

async function askHelm(run: Run, program: string, signal: AbortSignal): Promise<string | undefined> {
  const { stdout } = await run([program, 'version', '--template={{.Version}}'], { signal, timeoutSeconds: 5 });
  return /^v\d+\.\d+\.\d+/.exec(stdout)?.[0];
}

/** The releases of Helm that the deploys are made for; where there is none, the pinned one is brought. */
const isKnownHelm = (version: string): boolean => /^v[34]\./.test(version);
