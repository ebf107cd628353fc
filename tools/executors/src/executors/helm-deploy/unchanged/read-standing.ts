import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readContextFiles } from '../../container/context';
import type { ClusterApi } from '../cluster-api';
import type { ClusterFacts, LocalFacts } from '../facts';
import type { Plan } from '../plan';
import { findDeployed } from '../release-state';
import { parseRollout } from '../rollout';
import type { Settings } from '../settings';
import { takeFingerprint, type Fingerprint } from './fingerprint';
import { judgeStanding, type Life, type Standing } from './judge';
import { readDrift } from './read-drift';
import type { Values, ValuesFile } from '../values';

/** Looks how the release lives; of one that is not there, nothing. */
export async function readLife(
  api: Pick<ClusterApi, 'readObject' | 'applyDryRun'>,
  { namespace }: Pick<Settings, 'namespace'>,
  { record, snapshot }: Pick<ClusterFacts, 'record' | 'snapshot'>,
): Promise<Life> {
  if (!record) return { workloads: [], drift: [] };
  return { workloads: parseRollout(snapshot), drift: await readDrift(api, namespace, record.manifest) };
}

/** Takes the fingerprint of what this deploy wants. */
export function takeWanted({ workspace, chart }: Settings, local: LocalFacts, plan: Plan): Fingerprint {
  const layers = [...local.baseFiles.map(valuesOf), plan.defaults, ...local.files.map(valuesOf)];
  return takeFingerprint({
    chart: readChartFiles(join(workspace, chart)),
    layers,
    images: plan.images,
    secret: plan.secret,
    helm: local.helm?.version ?? '',
  });
}

/** Decides how the wanted release stands beside the one that is there. Pure. */
export function decideStanding(
  wanted: Fingerprint,
  { record, origin, history }: ClusterFacts,
  life: Life | undefined,
): Standing {
  return judgeStanding({ record, origin, isDeployed: findDeployed(history) === record?.revision, wanted, life });
}

function valuesOf({ values }: ValuesFile): Values {
  return values;
}

/** The files that Helm would take of a chart. */
export function readChartFiles(chart: string): ReturnType<typeof readContextFiles> {
  const ignore = join(chart, '.helmignore');
  return readContextFiles(chart, existsSync(ignore) ? readFileSync(ignore, 'utf8') : '');
}
