/** Names that public DNS cannot give to a stranger (RFC 6761, 6762, 8375 and ICANN's `internal`), and those of a cluster. */
const PRIVATE_SUFFIXES = ['localhost', 'local', 'test', 'internal', 'lan', 'home.arpa', 'svc'];

const ADDRESS = String.raw`\d{1,3}(\.\d{1,3}){3}|\[[0-9a-f:.]+\]?`;

/** A pattern of the hosts that need no entry, for whoever takes patterns only. */
export const PRIVATE_HOST = `(${ADDRESS}|[^.]+|.+\\.(${PRIVATE_SUFFIXES.join('|').replaceAll('.', String.raw`\.`)}))`;

/**
 * Whether this application answers under a host name.
 *
 * An IP address, a name without a dot and a name under a private suffix always do: the cluster may hand
 * out any of them (loopback, node address, port-forward, `frontend-svc`), and nobody outside can point
 * such a name at us. A public name must be listed, which ends DNS rebinding.
 *
 * @param host as in the Host header, with or without a port
 * @param allowed names such as `todo.example.com`, `*.example.com` or `todo.example.com:8443`
 */
export function isAllowedHost(host: string, allowed: readonly string[]): boolean {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  return (
    isAddress(name) ||
    isPrivateName(name) ||
    allowed.some((pattern) => matches(pattern.toLowerCase(), host.toLowerCase(), name))
  );
}

function isAddress(name: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(name) || /^\[[0-9a-f:.]+\]$/.test(name);
}

function isPrivateName(name: string): boolean {
  return (
    !name.includes('.') ||
    PRIVATE_SUFFIXES.some((suffix) => name.endsWith(`.${suffix}`)) ||
    name.endsWith('.svc.cluster.local')
  );
}

function matches(pattern: string, host: string, name: string): boolean {
  const wanted = /:\d+$/.test(pattern) ? host : name;
  if (!pattern.startsWith('*.')) return pattern === wanted;
  return wanted.endsWith(pattern.slice(1)) && wanted.length > pattern.length - 1;
}
