import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { parse } from 'yaml';

/** How to speak with the API server of a cluster of ours: kind's kubeconfig carries all of it. */
export interface ApiAccess {
  server: string;
  ca: string;
  cert: string;
  key: string;
}

interface Kubeconfig {
  clusters?: { cluster: { server: string; 'certificate-authority-data': string } }[];
  users?: { user: { 'client-certificate-data': string; 'client-key-data': string } }[];
}

/** Reads the one cluster and user of a kubeconfig that kind wrote; undefined if there is no such file. */
export function readApiAccess(file: string): ApiAccess | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  const config = parse(text) as Kubeconfig | null;
  const cluster = config?.clusters?.[0]?.cluster;
  const user = config?.users?.[0]?.user;
  if (!cluster || !user) return undefined;
  const decode = (data: string): string => Buffer.from(data, 'base64').toString();
  return {
    server: cluster.server,
    ca: decode(cluster['certificate-authority-data']),
    cert: decode(user['client-certificate-data']),
    key: decode(user['client-key-data']),
  };
}

/** GETs a path of the API; undefined if nothing answers in time or the answer is not 200. */
export function getFromApi(access: ApiAccess, path: string, timeoutMilliseconds = 2000): Promise<string | undefined> {
  const { server, ca, cert, key } = access;
  return new Promise((resolve) => {
    const call = request(new URL(path, server), { ca, cert, key, agent: false, timeout: timeoutMilliseconds });
    call.on('response', (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => (text += chunk));
      answer.on('end', () => {
        resolve(answer.statusCode === 200 ? text : undefined);
      });
      answer.on('error', () => {
        resolve(undefined);
      });
    });
    call.on('timeout', () => call.destroy());
    call.on('error', () => {
      resolve(undefined);
    });
    call.end();
  });
}

/** The parts of a Node object that tell whether it is ready. */
export interface NodeObject {
  metadata: { name: string };
  status: {
    nodeInfo: { kubeletVersion: string };
    conditions: { type: string; status: string; lastHeartbeatTime: string; message?: string }[];
  };
}

/** Whether a node is ready, and has said so since a moment (in milliseconds): what it said in an earlier life does not count. */
export function isReady(node: NodeObject, since: number): boolean {
  return node.status.conditions.some(
    ({ type, status, lastHeartbeatTime }) =>
      type === 'Ready' && status === 'True' && Date.parse(lastHeartbeatTime) >= since,
  );
}
