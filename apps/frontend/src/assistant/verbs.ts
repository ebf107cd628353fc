import type { Card } from './card';

interface Verb {
  running: string;
  done: string;
  /** Said of what did not happen. */
  undone: string;
}

const VERBS: Readonly<Record<string, Verb>> = {
  add_task: { running: 'Adding', done: 'Added', undone: 'Not added' },
  list_tasks: { running: 'Looking at your tasks', done: 'Looked', undone: 'Could not look at your tasks' },
  search_tasks: { running: 'Searching', done: 'Searched', undone: 'Could not search' },
  complete_task: { running: 'Completing', done: 'Completed', undone: 'Not completed' },
  reopen_task: { running: 'Reopening', done: 'Reopened', undone: 'Not reopened' },
  update_task: { running: 'Changing', done: 'Changed', undone: 'Not changed' },
  delete_task: { running: 'Deleting', done: 'Deleted', undone: 'Not deleted' },
  undo: { running: 'Undoing', done: 'Undid', undone: 'Not undone' },
};

const DECIDED: Readonly<Record<string, string>> = {
  delete_task: 'Delete',
  complete_task: 'Complete',
  undo: 'Undo the changes to',
};

const UNKNOWN: Verb = { running: 'Working', done: 'Done', undone: 'Not done' };

/** A card's headline: the verb in the tense of its state, and how many tasks or what it was about. */
export function describeCard(card: Card): string {
  const { name, state, about, tasks, undo, summary } = card;
  const verb = VERBS[name] ?? VERBS[name.replace(/s$/, '')] ?? UNKNOWN;
  const subject = about === '' ? '' : ` “${about}”`;
  const count = tasks.length > 1 ? ` ${countTasks(tasks.length)}` : '';
  if (undo?.state === 'undone') return `${verb.done}${count}, then undone`;
  switch (state) {
    case 'running':
      return `${verb.running}${subject}…`;
    case 'done':
      if (isLooking(name) && summary !== '') return summary.replace(/\.$/, '');
      if (isLooking(name)) return `${verb.done}: ${countTasks(tasks.length)}`;
      if (hasLeftAll(card)) return 'Nothing changed';
      return isMixed(card) ? summary : `${verb.done}${count}`;
    case 'asking':
      return 'Which one?';
    case 'waiting':
      return 'Waiting for you';
    case 'lost':
      return `${verb.running}${subject} was cut short`;
    case 'failed':
    case 'refused':
    case 'declined':
      return `${verb.undone}${subject}`;
  }
}

/** Whether the backend's sentence says more than the headline and the list of tasks do. */
export function saysMore(card: Card): boolean {
  const { name, state, tasks, summary, decision } = card;
  if (summary === '' || decision !== null) return false;
  return state !== 'done' || (!isLooking(name) && (tasks.length === 0 || hasLeftAll(card)));
}

/** Whether the tasks fared differently, so that only the backend's sentences tell it all. */
function isMixed({ tasks, summary }: Card): boolean {
  const sentences = summary.replace(/“[^”]*”/gu, '').split('.');
  return tasks.length > 0 && sentences.filter((sentence) => sentence.trim() !== '').length > 1;
}

/** Whether a tool that changes tasks found them as they were to become. */
function hasLeftAll({ name, by, tasks, undo }: Card): boolean {
  return by === 'assistant' && tasks.length > 0 && undo === null && name !== 'undo';
}

/** What a decision is about, by all the tools that wait for it. */
export interface DecisionWords {
  question: string;
  yes: string;
  no: string;
  isDelete: boolean;
}

export function describeDecision(names: readonly string[], count: number): DecisionWords {
  const stems = new Set(names.map((name) => name.replace(/s$/, '')));
  const [only = ''] = stems.size === 1 ? stems : [];
  const verb = DECIDED[only] ?? 'Change';
  return {
    question: `${verb} ${count === 1 ? 'this task' : `these ${countTasks(count)}`}?`,
    yes: only === 'undo' ? 'Undo' : `${verb} ${count === 1 ? 'it' : countTasks(count)}`,
    no: `${only === 'delete_task' ? 'Keep' : 'Leave'} ${count === 1 ? 'it' : 'them'}`,
    isDelete: names.some(isDeleting),
  };
}

/** Whether a tool only reads. */
export function isLooking(name: string): boolean {
  return name.startsWith('list_') || name.startsWith('search_');
}

export function isDeleting(name: string): boolean {
  return name.startsWith('delete_');
}

function countTasks(count: number): string {
  return count === 1 ? '1 task' : `${count} tasks`;
}
