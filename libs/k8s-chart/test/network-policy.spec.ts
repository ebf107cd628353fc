import { describe, expect, it } from 'vitest';
import { type KubernetesObject, type Labels, findObject, listNames, podTemplate } from './kubernetes-object';
import { render } from './render';

interface PolicySpec {
  podSelector: { matchLabels: Labels };
  ingress: readonly {
    from?: readonly { podSelector: { matchLabels: Labels } }[];
    ports: readonly { port: string }[];
  }[];
  egress?: readonly unknown[];
  policyTypes: readonly string[];
}

function policy(objects: readonly KubernetesObject[], component: string): PolicySpec {
  return findObject(objects, 'NetworkPolicy', `todo-app-${component}`).spec as unknown as PolicySpec;
}

/** The components that the rules of a policy let in; `anyone` for a rule that names none. */
function callers({ ingress }: PolicySpec): string[] {
  const component = 'app.kubernetes.io/component';
  return ingress.flatMap(
    ({ from }) => from?.map(({ podSelector }) => podSelector.matchLabels[component] ?? '') ?? 'anyone',
  );
}

describe('a NetworkPolicy', async () => {
  const objects = await render({ postgres: { enabled: true } });

  it.each([
    ['backend', ['frontend'], 'http'],
    ['frontend', ['anyone'], 'http'],
    ['postgres', ['backend', 'frontend'], 'postgres'],
  ])('lets into %s: %j', (component, expected, port) => {
    expect(callers(policy(objects, component))).toEqual(expected);
    expect(policy(objects, component).ingress.flatMap(({ ports }) => ports)).toEqual([{ protocol: 'TCP', port }]);
  });

  it.each([
    ['backend', 'Deployment'],
    ['frontend', 'Deployment'],
    ['postgres', 'StatefulSet'],
  ])('of %s selects its pods', (component, kind) => {
    const { metadata } = podTemplate(findObject(objects, kind, `todo-app-${component}`));
    expect(policy(objects, component).podSelector.matchLabels).toEqual(metadata.labels);
  });

  it('lets Postgres call nobody', () => {
    expect(policy(objects, 'postgres').policyTypes).toContain('Egress');
    expect(policy(objects, 'postgres').egress).toBeUndefined();
  });

  it('is left out on request', async () => {
    const without = await render({ postgres: { enabled: true }, networkPolicy: { enabled: false } });
    expect(listNames(without).filter((name) => name.startsWith('NetworkPolicy/'))).toEqual([]);
  });
});
