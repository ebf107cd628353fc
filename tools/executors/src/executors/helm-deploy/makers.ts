import { isCustom } from './kinds';
import { mapsAt } from './references';
import type { RenderedObject } from './render';
import { isValues, textAt, valueAt, type Values } from './values';

/**
 * Whether something in the chart may make an object by itself once it is there, so that nobody can say that the object
 * will be missing: a custom resource that speaks of it or is part of its name, as with external-secrets, cert-manager
 * or a database operator; a Job whose program is told its name; an annotation that asks for it, as on a Service of
 * OpenShift. Pure.
 */
export function hasMaker(name: string, objects: readonly RenderedObject[]): boolean {
  return objects.some((object) => {
    if (isCustom(object.apiVersion)) return name.includes(object.name) || listTexts(object.body).includes(name);
    if (object.kind === 'Job') return listWords(object.body).includes(name);
    const makesPods = valueAt(object.body, 'spec', 'template') !== undefined;
    return !makesPods && listTexts(valueAt(object.body, 'metadata', 'annotations')).includes(name);
  });
}

function listTexts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(listTexts) : [];
}

/** What the programs of a Job are told, in words as an object may be called. */
function listWords(job: Values): string[] {
  const spec = valueAt(job, 'spec', 'template', 'spec');
  if (!isValues(spec)) return [];
  const told = [...mapsAt(spec, 'initContainers'), ...mapsAt(spec, 'containers')].flatMap((container) => [
    ...listTexts(container['command']),
    ...listTexts(container['args']),
    ...mapsAt(container, 'env').map((variable) => textAt(variable, 'value') ?? ''),
  ]);
  return told.flatMap((text) => text.split(/[^a-z0-9.-]+/));
}
