import type { CoreV1Event } from '@kubernetes/client-node';
import { shorten } from './finding';
import { eventTime } from './rollout';

/** The probe for whose sake the kubelet ended a container. */
export interface ProbeKill {
  probe: 'startup' | 'liveness';
  /** The last answer of that probe. */
  answer: string;
}

/**
 * Reads whether the kubelet ended, or is about to end, the life of a container that began at a moment, because of a
 * probe. Pure.
 *
 * @param since in milliseconds since 1970
 */
export function findProbeKill(container: string, since: number, events: readonly CoreV1Event[]): ProbeKill | undefined {
  const kill = events.findLast(
    (event) =>
      event.reason === 'Killing' &&
      event.message?.includes(`ontainer ${container} failed`) === true &&
      eventTime(event) >= since,
  );
  const probe = /failed (startup|liveness) probe/i.exec(kill?.message ?? '')?.[1] as ProbeKill['probe'] | undefined;
  if (!probe) return undefined;
  const said = new RegExp(`^${probe} probe (failed|errored)`, 'i');
  const answer = events.findLast(({ message }) => said.test(message ?? ''))?.message;
  return { probe, answer: shorten(answer ?? `its ${probe} probe failed`) };
}
