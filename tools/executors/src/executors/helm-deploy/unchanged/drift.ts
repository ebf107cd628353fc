import { UserError } from '../../../lib/errors';
import type { Settings } from '../settings';
import { isValues } from '../values';

/** A field of a live object that is not as the release has it, such as after `kubectl edit`. */
export interface DriftedField {
  /** Such as `Deployment/todo-app-backend`. */
  object: string;
  /** Such as `spec.replicas`; empty if the whole object is missing. */
  path: string;
  live: unknown;
  wanted: unknown;
}

/** An object as it is, and as the API server says that it would be after the release is applied to it again. */
export interface AppliedObject {
  kind: string;
  name: string;
  /** `undefined` if there is none. */
  live: unknown;
  applied: unknown;
}

/** What the server keeps about an object, which says nothing of what it is. */
const bookkeeping =
  /^(status|metadata\.(managedFields|resourceVersion|generation|uid|creationTimestamp|selfLink))(\.|$)/;

/** The fields that applying the release again would change. What a Secret holds is not shown. Pure. */
export function findDrift(objects: readonly AppliedObject[]): DriftedField[] {
  return objects.flatMap(({ kind, name, live, applied }) => {
    const object = `${kind}/${name}`;
    if (live === undefined) return [{ object, path: '', live: undefined, wanted: applied }];
    return diff(live, applied, '').map((field) => {
      const isSecret = kind === 'Secret' && /^(data|stringData)\./.test(field.path);
      return { object, ...(isSecret ? { ...field, live: '***', wanted: '***' } : field) };
    });
  });
}

/** One line for each drifted field, for a person. Pure. */
export function describeDrift({ object, path, live, wanted }: DriftedField): string {
  if (path === '') return `${object} is not there`;
  return `${object} ${path}: ${show(live)} by hand, ${show(wanted)} in the release`;
}

/** What was changed by hand is in the way only of those who said so. Pure. */
export function checkDrift(
  { drift, command, release }: Pick<Settings, 'drift' | 'command' | 'release'>,
  fields: readonly DriftedField[],
): UserError[] {
  if (drift === 'repair' || fields.length === 0) return [];
  return [
    new UserError(
      `"${release}" was changed by hand: ${fields.map(describeDrift).join('; ')}.`,
      `Take the change into the values, or put the release back: ${command} --drift=repair`,
    ),
  ];
}

function diff(live: unknown, applied: unknown, path: string): Omit<DriftedField, 'object'>[] {
  if (bookkeeping.test(path) || JSON.stringify(live) === JSON.stringify(applied)) return [];
  if (isValues(live) && isValues(applied)) {
    const keys = new Set([...Object.keys(live), ...Object.keys(applied)]);
    return [...keys].flatMap((key) => diff(live[key], applied[key], path ? `${path}.${key}` : key));
  }
  if (Array.isArray(live) && Array.isArray(applied) && live.length === applied.length) {
    return applied.flatMap((each, index) => diff(live[index], each, `${path}.${nameItem(each, index)}`));
  }
  return [{ path, live, wanted: applied }];
}

/** A container or a variable goes by its name, anything else by its place. */
function nameItem(item: unknown, index: number): string {
  return isValues(item) && typeof item['name'] === 'string' ? item['name'] : String(index);
}

/** A value on one line, for a person. Pure. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
