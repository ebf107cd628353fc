import { Agent } from 'node:https';
import { createSecureContext } from 'node:tls';
import { isDeepStrictEqual } from 'node:util';
import { KubeConfig } from '@kubernetes/client-node';

type Request = Parameters<KubeConfig['applySecurityAuthentication']>[0];

/**
 * A kubeconfig whose requests share what TLS makes of its certificates, and the session with the server: a deploy asks
 * dozens of questions at once, and the client's own makes all of it anew for each. Connections are not kept: node-fetch
 * 2, by which the client asks, takes some whole answers on a kept one for broken ones (`Premature close`).
 */
export class SharedTlsConfig extends KubeConfig {
  private options: object = {};
  private agent: Agent | undefined;

  override async applySecurityAuthentication(request: Request): Promise<void> {
    await super.applySecurityAuthentication(request);
    const own = request.getAgent();
    // an agent for a proxy, or without TLS, is left as it is
    if (own?.constructor !== Agent) return;
    const { options } = own as Agent;
    if (!this.agent || !isDeepStrictEqual(options, this.options)) {
      this.options = options;
      this.agent = new Agent({ ...options, secureContext: createSecureContext(options) });
    }
    request.setAgent(this.agent);
  }
}
