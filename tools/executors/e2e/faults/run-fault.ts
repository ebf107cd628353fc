import { dirname, join } from 'node:path';
import { type Evidence, readEvidence } from './evidence';
import type { Fault } from './fault';
import type { Lane } from './lane';

/** What a deploy said of a fault, and what it left. */
export interface FaultResult {
  /** The fields of the event with which the deploy ended. */
  end: { status: string; code: string; cause: string; now: string; evidence: string };
  exitCode: number | null;
  /** `undefined` if it left none. */
  evidence: Evidence | undefined;
}

/** Deploys a fault over the healthy release of a lane, and leaves the namespace as it was. */
export async function runFault(lane: Lane, fault: Fault): Promise<FaultResult> {
  const { beforehand = [], meanwhile, podSecurity, timeoutSeconds, values } = fault;
  let happening: Promise<void> | undefined;
  // by then everything was checked; Helm comes next
  const onLine = (line: string): void => {
    if (line.includes('"part":"secret"')) happening = meanwhile?.(lane);
  };
  if (podSecurity) await lane.enforce(podSecurity);
  for (const object of beforehand) await lane.create(object);
  try {
    const options = { json: true, ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }) };
    const { stdout, stderr, exitCode } = await lane.workspace.deploy(values, options, { onLine });
    await happening;
    const end = findEnd(stdout);
    if (!end) throw new Error(`The deploy of "${fault.name}" ended without a word: ${stdout}${stderr}`);
    const folder = end.evidence ? join(lane.workspace.root, dirname(end.evidence)) : undefined;
    return { end, exitCode, evidence: folder ? readEvidence(folder) : undefined };
  } finally {
    for (const object of beforehand) await lane.delete(object);
    if (podSecurity) await lane.enforce('restricted');
  }
}

function findEnd(stdout: string): FaultResult['end'] | undefined {
  const line = stdout.split('\n').findLast((each) => each.includes('"event":"result"'));
  return line === undefined ? undefined : (JSON.parse(line) as FaultResult['end']);
}
