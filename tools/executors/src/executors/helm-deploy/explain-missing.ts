import { UserError } from '../../lib/errors';
import type { Reference } from './references';

/** A reference, and whose pods have it. */
export interface Use extends Reference {
  /** Such as `Deployment/todo-app-backend`. */
  workload: string;
}

/** What is not there of one Secret or ConfigMap. */
export interface Missing extends Pick<Reference, 'kind' | 'name'> {
  /** Whether the whole object is not there. */
  isAbsent: boolean;
  /** The keys that are wanted and not there. */
  keys: readonly string[];
  uses: readonly Use[];
  /** Where the object comes from, or is: there the keys have to be added. */
  place: 'environment' | 'chart' | 'cluster' | 'nowhere';
}

/**
 * The letter for it: who wants what, and the command that makes it. Pure.
 *
 * @param isThere whether the namespace is there
 */
export function explainMissing(missing: Missing, namespace: string, isThere: boolean): UserError {
  const { kind, name, isAbsent, keys } = missing;
  const users = listUsers(missing.uses);
  const object = isAbsent ? `the ${kind} "${name}"` : `the ${count(keys, 'key')} ${join(keys)} of ${kind} "${name}"`;
  const verbs = [users.length === 1 ? 'wants' : 'want', isAbsent || keys.length === 1 ? 'is' : 'are'];
  const sentence = `${join(users)} ${verbs[0]} ${object}, which ${verbs[1]} not there.`;
  return new UserError(
    `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`,
    buildHint(missing, namespace, isThere),
  );
}

/** Each container or volume once, with the variables that it is about. */
function listUsers(uses: readonly Use[]): string[] {
  const users = [...new Set(uses.map(({ place, workload }) => `${place} of ${workload}`))];
  return users.map((user) => {
    const own = uses.filter(({ place, workload }) => `${place} of ${workload}` === user);
    const variables = [...new Set(own.flatMap(({ variable }) => variable ?? []))];
    return variables.length === 0 ? user : `${user} (${count(variables, 'variable')} ${variables.join(', ')})`;
  });
}

function buildHint({ kind, name, keys, place }: Missing, namespace: string, isThere: boolean): string {
  if (place === 'environment') return `Set ${join(keys)} in .env (see .env.example), or correct what asks for it.`;
  if (place === 'chart') return `Add it to the ${kind} in the chart, or correct what asks for it.`;
  if (place === 'cluster') {
    const field = kind === 'Secret' ? 'stringData' : 'data';
    const patch = JSON.stringify({ [field]: Object.fromEntries(keys.map((key) => [key, '…'])) });
    return `Run: kubectl -n ${namespace} patch ${kind.toLowerCase()} ${name} --type=merge -p '${patch}'`;
  }
  const first = isThere ? '' : `kubectl create namespace ${namespace} && `;
  const type = kind === 'Secret' ? 'secret generic' : 'configmap';
  const literals = (keys.length === 0 ? ['…'] : keys).map((key) => `--from-literal=${key}=…`);
  return `Run: ${first}kubectl -n ${namespace} create ${type} ${name} ${literals.join(' ')}`;
}

/** In words: `a, b and c`. */
function join(items: readonly string[]): string {
  return [items.slice(0, -1).join(', '), ...items.slice(-1)].filter((part) => part !== '').join(' and ');
}

function count(items: readonly unknown[], noun: string): string {
  return items.length === 1 ? noun : `${noun}s`;
}
