/** How long a trouble that passes by itself may take on a machine that is busy or has just started, in seconds. */
export const passingSeconds = 60;

/** What Kubernetes says while a namespace, a node or the kubelet's caches are not there yet. */
const passing = [
  /serviceaccount "default" not found/i,
  /configmap "kube-root-ca\.crt" not found/i,
  /failed to sync .* cache/i,
  /status unknown for quota/i,
  /node\.kubernetes\.io\/(not-ready|unreachable|network-unavailable|uninitialized)/,
];

/** Whether what a message tells of usually ends by itself. Pure. */
export function isPassing(message: string): boolean {
  return passing.some((pattern) => pattern.test(message));
}
