import { configurationFaults } from './configuration-faults';
import type { Fault } from './fault';
import { imageFaults } from './image-faults';
import { orderFaults } from './order-faults';
import { placementFaults } from './placement-faults';
import { startFaults } from './start-faults';

/** Nothing in the classifier knows of readiness gates, and it must not guess. */
const unforeseen: Fault = {
  name: 'unforeseen',
  values: { backend: { pod: { readinessGates: [{ conditionType: 'example.org/approved' }] } } },
  code: 'unknown',
  cause: /cause unknown\. Helm says: /,
  timeoutSeconds: 12,
};

/** Every fault of the suite. */
export const faults: readonly Fault[] = [
  ...configurationFaults,
  ...imageFaults,
  ...startFaults,
  ...orderFaults,
  ...placementFaults,
  unforeseen,
];
