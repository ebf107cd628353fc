import type { Change, Entry } from './change';
import { type Clock, describeDue } from './due';
import { compareFields, type FieldName } from './task-fields';
import type { Task, TaskFields } from './task';
import { PRIORITY_NAMES } from './view-names';

const FIELD_WORDS: Readonly<Record<FieldName, string>> = {
  title: 'Title',
  notes: 'Notes',
  priority: 'Priority',
  tags: 'Tags',
  due: 'Due',
};

/** One field of which two versions exist. */
export interface Difference {
  field: string;
  theirs: string;
  yours: string;
}

/** What did not happen, and why; with the words that were written, so that they can be read and kept. */
export function describeFailure({ change, failure }: Entry): string {
  return `${describeChange(change)} ${failure?.message ?? ''}`.trim();
}

/** The fields that both have changed. Empty for a change that concerns no single field. */
export function resolveDifferences(change: Change, theirs: Task, clock: Clock): readonly Difference[] {
  if (change.kind !== 'edit') return [];
  const yours: TaskFields = { ...theirs, ...change.fields };
  return compareFields(theirs, yours)
    .filter((name) => compareFields(change.base, theirs).includes(name))
    .map((name) => ({
      field: FIELD_WORDS[name],
      theirs: formatField(name, theirs, clock),
      yours: formatField(name, yours, clock),
    }));
}

function describeChange(change: Change): string {
  switch (change.kind) {
    case 'add':
      return 'Not saved.';
    case 'edit': {
      const { title, notes } = change.fields;
      if (title !== undefined) return `“${title}” is not saved.`;
      return notes === undefined || notes === '' ? 'Your edit is not saved.' : `Your notes are not saved: “${notes}”.`;
    }
    case 'complete':
      return change.isDone ? 'Not marked as done.' : 'Still marked as done.';
    case 'delete':
      return 'Not deleted.';
    case 'undo':
      return 'Not undone.';
  }
}

function formatField(name: FieldName, fields: TaskFields, clock: Clock): string {
  switch (name) {
    case 'title':
      return fields.title;
    case 'notes':
      return fields.notes === '' ? 'no notes' : fields.notes;
    case 'priority':
      return PRIORITY_NAMES[fields.priority];
    case 'tags':
      return fields.tags.length === 0 ? 'no tags' : fields.tags.map((tag) => `#${tag}`).join(' ');
    case 'due':
      return fields.due === null ? 'no date' : describeDue({ at: null, ...fields.due }, clock).text;
  }
}
