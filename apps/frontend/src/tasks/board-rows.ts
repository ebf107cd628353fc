import { insert } from './board-merge';
import type { Board, Change, Entry } from './change';
import { applyFields } from './task-fields';
import type { Task } from './task';

/** A row as it is shown. */
export interface Row {
  key: string;
  task: Task;
  /** `unsaved`: the backend does not know this task, and nothing is on its way. */
  state: 'saved' | 'saving' | 'unsaved';
  /** The latest change of this row that failed, to retry or to discard. */
  failed?: Entry;
}

interface Sheet {
  rows: Map<string, Row>;
  order: readonly string[];
}

/**
 * The rows to show: each pending change counts as done, a failed one is rolled back and stays on its row as something to
 * retry. A failed new task stays visible as written, and so does any failed change whose row is on another list: nothing
 * that was written leaves the screen unseen.
 */
export function resolveRows({ known, order, log, list }: Board): readonly Row[] {
  const sheet: Sheet = { rows: new Map(), order };
  for (const key of order) {
    const task = known.get(key)?.task;
    if (task) sheet.rows.set(key, { key, task, state: 'saved' });
  }
  for (const entry of log) {
    if (entry.failure) showFailure(sheet, entry);
    else apply(sheet, entry.change, entry.list === list);
  }
  return sheet.order.flatMap((key) => sheet.rows.get(key) ?? []);
}

function apply(sheet: Sheet, change: Change, isOfThisList: boolean): void {
  const row = sheet.rows.get(change.key);
  switch (change.kind) {
    case 'add':
      if (isOfThisList) place(sheet, { key: change.key, task: draftTask(change.fields), state: 'saving' }, change.at);
      break;
    case 'undo':
      if (row || isOfThisList) place(sheet, { key: change.key, task: change.base, state: 'saving' }, change.at);
      break;
    case 'edit':
      if (row) sheet.rows.set(row.key, { ...row, task: applyFields(row.task, change.fields), state: 'saving' });
      break;
    case 'complete':
      if (row) sheet.rows.set(row.key, { ...row, task: { ...row.task, isDone: change.isDone }, state: 'saving' });
      break;
    case 'delete':
      sheet.rows.delete(change.key);
  }
}

function showFailure(sheet: Sheet, entry: Entry): void {
  const { change } = entry;
  const row = sheet.rows.get(change.key);
  if (row) sheet.rows.set(row.key, { ...row, failed: entry });
  else if (change.kind === 'add') {
    place(sheet, { key: change.key, task: draftTask(change.fields), state: 'unsaved', failed: entry }, change.at);
  } else place(sheet, { key: change.key, task: change.base, state: 'unsaved', failed: entry }, 0);
}

function place(sheet: Sheet, row: Row, at: number): void {
  sheet.rows.set(row.key, row);
  if (!sheet.order.includes(row.key)) sheet.order = insert(sheet.order, row.key, at);
}

/** A new task before the backend has given it an id. */
function draftTask(fields: Parameters<typeof applyFields>[1] & Pick<Task, 'title'>): Task {
  const blank: Task = {
    id: '',
    title: fields.title,
    notes: '',
    isDone: false,
    completedAt: null,
    priority: 0,
    tags: [],
    due: null,
    version: 0,
    createdAt: '',
  };
  return applyFields(blank, fields);
}
