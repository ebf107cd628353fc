import { ApiException, HttpMethod, KubernetesObjectApi } from '@kubernetes/client-node';

/** Enough of an object to ask for it. */
export interface NamedObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string };
}

/**
 * Reads and applies objects of any kind as they are. The client's own ways take an object apart by what they know of its
 * kind, and lose what has another name in their own language, such as `from` of a NetworkPolicy.
 */
export class ObjectApi extends KubernetesObjectApi {
  /** The object as the server has it. */
  async readAsItIs(object: NamedObject): Promise<unknown> {
    const path = await this.specUriPath(object, 'read');
    return this.exchange(path, HttpMethod.GET, {});
  }

  /** What the object would be after it was applied; nothing is changed. */
  async applyDryRun(object: NamedObject, fieldManager: string): Promise<unknown> {
    const path = await this.specUriPath(object, 'patch');
    const { namespace, ...metadata } = object.metadata;
    const isNamespaced = path.includes('/namespaces/');
    const body = { ...object, metadata: isNamespaced ? { ...metadata, namespace } : metadata };
    return this.exchange(path, HttpMethod.PATCH, { dryRun: 'All', fieldManager, force: 'true' }, body);
  }

  /** Whether a pod would be taken; nothing is made. */
  async createPodDryRun(namespace: string, pod: object): Promise<unknown> {
    const named = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'helm-deploy-preflight', namespace } };
    const path = await this.specUriPath(named, 'create');
    const { metadata = {} } = pod as { metadata?: object };
    const body = { ...named, ...pod, metadata: { ...metadata, ...named.metadata } };
    return this.exchange(path, HttpMethod.POST, { dryRun: 'All' }, body);
  }

  /** All groups with their versions and kinds, in one answer; of a server before 1.26, without the kinds. */
  async readDiscovery(): Promise<unknown> {
    const asOne = ['v2', 'v2beta1'].map(
      (v) => `application/json;g=apidiscovery.k8s.io;v=${v};as=APIGroupDiscoveryList`,
    );
    return this.exchange('/apis', HttpMethod.GET, {}, undefined, [...asOne, 'application/json'].join(','));
  }

  private async exchange(
    path: string,
    method: HttpMethod,
    query: Readonly<Record<string, string>>,
    body?: object,
    accept = 'application/json',
  ): Promise<unknown> {
    const { baseServer, authMethods, httpApi } = this.configuration;
    const request = baseServer.makeRequestContext(path, method);
    request.setHeaderParam('Accept', accept);
    for (const [name, value] of Object.entries(query)) request.setQueryParam(name, value);
    if (body) {
      const isApply = method === HttpMethod.PATCH;
      request.setHeaderParam('Content-Type', isApply ? 'application/apply-patch+yaml' : 'application/json');
      request.setBody(JSON.stringify(body));
    }
    await authMethods.default?.applySecurityAuthentication(request);
    const answer = await httpApi.send(request).toPromise();
    const text = await answer.body.text();
    if (answer.httpStatusCode >= 300) throw new ApiException(answer.httpStatusCode, 'refused', text, answer.headers);
    return JSON.parse(text) as unknown;
  }
}
