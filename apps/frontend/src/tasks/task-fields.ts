import { isSameDue } from './due';
import type { Task, TaskFields } from './task';

export const FIELD_NAMES = ['title', 'notes', 'priority', 'tags', 'due'] as const;
export type FieldName = (typeof FIELD_NAMES)[number];

/** What a person can write, out of a task. */
export function selectFields({ title, notes, priority, tags, due }: Task | TaskFields): TaskFields {
  return { title, notes, priority, tags, due: due && { date: due.date, time: due.time, zone: due.zone } };
}

/** The names of the fields that differ. */
export function compareFields(a: TaskFields, b: TaskFields): FieldName[] {
  return FIELD_NAMES.filter((name) => !isSame(name, a, b));
}

/** Those fields of `fields` that differ from the task's. */
export function selectChanges(task: TaskFields, fields: TaskFields): Partial<TaskFields> {
  return Object.fromEntries(compareFields(task, fields).map((name) => [name, fields[name]]));
}

/** The task as it will be, as far as can be said before the backend has answered. */
export function applyFields(task: Task, { due, ...fields }: Partial<TaskFields>): Task {
  return { ...task, ...fields, ...(due === undefined ? {} : { due: due && { ...due, at: null } }) };
}

function isSame(name: FieldName, a: TaskFields, b: TaskFields): boolean {
  if (name === 'due') return isSameDue(a.due, b.due);
  if (name === 'tags') return a.tags.join(' ') === b.tags.join(' ');
  return a[name] === b[name];
}
