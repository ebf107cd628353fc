import type { KubernetesObject } from '@kubernetes/client-node';
import type { Code } from '../../src/executors/helm-deploy/finding';
import type { Lane } from './lane';

/** Something that goes wrong in a deploy of the doll, and what must be said of it. */
export interface Fault {
  /** Also that of its recorded snapshot. */
  name: string;
  /** Values of the chart, beside those of a healthy release. */
  values: object;
  code: Code | 'unknown';
  /** What the first line of the letter must say of it. */
  cause: RegExp;
  /** The line of its log that the first line must quote. */
  log?: string;
  /** Objects that are in the namespace while it is deployed. */
  beforehand?: readonly KubernetesObject[];
  /** What somebody else does when the deploy has looked at everything, and before it makes a pod. */
  meanwhile?: (lane: Pick<Lane, 'patch' | 'delete'>) => Promise<void>;
  /** The Pod Security Standard of the namespace, if not `restricted`. */
  podSecurity?: 'privileged';
  timeoutSeconds?: number;
  /** Whether the deploy sees it before it changes anything. */
  isForeseen?: true;
  /** Whether it is also part of `npm test`. */
  isQuick?: true;
}

/** The labels by which an object belongs to the release. */
export const labels = { 'app.kubernetes.io/name': 'doll', 'app.kubernetes.io/instance': 'doll' };

/** A program that answers every request with one status. */
export function answering(status: number): string {
  return `
import http.server
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(${status})
        self.end_headers()
http.server.HTTPServer(('', 8000), Answer).serve_forever()
`;
}
