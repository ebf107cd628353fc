import type { CoreV1Event } from '@kubernetes/client-node';
import { describe, expect, it } from 'vitest';
import { findProbeKill } from './probe-kill';

const event = (second: number, reason: string, message: string): CoreV1Event => ({
  reason,
  message,
  lastTimestamp: new Date(second * 1000),
  involvedObject: {},
  metadata: {},
});
const events = [
  event(8, 'Unhealthy', 'Liveness probe failed: HTTP probe failed with statuscode: 500'),
  event(9, 'Unhealthy', 'Readiness probe failed: HTTP probe failed with statuscode: 503'),
  event(10, 'Killing', 'Container backend failed liveness probe, will be restarted'),
];

describe('findProbeKill', () => {
  it('tells which probe it was, and what that probe answered last', () => {
    const answer = 'Liveness probe failed: HTTP probe failed with statuscode: 500';
    expect(findProbeKill('backend', 5000, events)).toEqual({ probe: 'liveness', answer });
  });

  it.each([
    ['of a life before', 'backend', 11_000],
    ['of another container', 'end', 5000],
  ])('does not take it for one %s', (_, container, since) => {
    expect(findProbeKill(container, since, events)).toBeUndefined();
  });

  it('is none where a container is ended with its pod', () => {
    expect(findProbeKill('backend', 0, [event(10, 'Killing', 'Stopping container backend')])).toBeUndefined();
  });
});
