import { type Priority, type View, VIEWS } from '@/tasks/task';
import { type Capture, type CaptureOptions, parseCapture } from './capture';
import { matchPriority } from './priority';
import { matchTag } from './tags';

/** Which tasks to show: those of a view that have all the rest that is said. */
export interface Listing {
  view: View;
  tag: string | null;
  priority: Priority | null;
  /** Words that the title contains. */
  query: string;
}

/** What somebody who cannot reach the assistant wants done. */
export type Command =
  | { kind: 'add'; capture: Capture }
  /** `query` is what the title of the meant task contains; whoever carries this out asks when several do. */
  | { kind: 'complete' | 'reopen' | 'delete'; query: string }
  | ({ kind: 'list' } & Listing)
  | { kind: 'undo' }
  | { kind: 'unknown' };

const VERBS = {
  add: /^(?:add|new\s+task)\s+/i,
  complete: /^(?:done|complete|finish)\s+/i,
  reopen: /^reopen\s+/i,
  delete: /^(?:delete|remove)\s+/i,
  list: /^(?:show|list)(?:\s+|$)/i,
  find: /^(?:find|search)\s+/i,
  undo: /^undo[.!]*$/i,
} as const;

const FILLERS = new Set(['me', 'my', 'the', 'task', 'tasks']);

/**
 * Reads a line as a command: a verb first, then what it is about. A line without a verb is unknown rather than a new
 * task, which whoever asks may make of it. Spans of a capture count from the first character after the verb.
 */
export function parseCommand(text: string, options: Omit<CaptureOptions, 'ignored'>): Command {
  const line = text.trim();
  const verb = (Object.keys(VERBS) as (keyof typeof VERBS)[]).find((name) => VERBS[name].test(line));
  if (verb === undefined) return { kind: 'unknown' };
  const rest = line.replace(VERBS[verb], '');
  switch (verb) {
    case 'add':
      return parseAdd(rest, options);
    case 'list':
      return parseListing(rest);
    case 'undo':
      return { kind: 'undo' };
    default:
      return parseQuery(verb, rest);
  }
}

function parseAdd(rest: string, options: CaptureOptions): Command {
  const capture = parseCapture(rest, options);
  return capture.title === '' ? { kind: 'unknown' } : { kind: 'add', capture };
}

/** At most one view, one tag and one priority; with any other word nothing is understood. */
function parseListing(rest: string): Command {
  const words = rest
    .replace(/[.!?]+$/, '')
    .split(/\s+/)
    .filter((word) => word !== '' && !FILLERS.has(word.toLowerCase()));
  const views = words.flatMap((word) => VIEWS.find((view) => view === word.toLowerCase()) ?? []);
  const tags = words.flatMap((word) => matchTag(word, 0)?.tag ?? []);
  const priorities = words.flatMap((word) => matchPriority(word, 0)?.priority ?? []);
  const [view = 'all', ...more] = views;
  const isOne = more.length === 0 && tags.length <= 1 && priorities.length <= 1;
  if (!isOne || views.length + tags.length + priorities.length < words.length) return { kind: 'unknown' };
  return { kind: 'list', view, tag: tags[0] ?? null, priority: priorities[0] ?? null, query: '' };
}

/** The title of a task, or words of it. They are literal: nothing in them is read as a date or a tag. */
function parseQuery(verb: 'complete' | 'reopen' | 'delete' | 'find', rest: string): Command {
  const query = rest
    .replace(/[.!?\s]+$/, '')
    .replace(/^["“](.*)["”]$/, '$1')
    .trim();
  if (query === '') return { kind: 'unknown' };
  return verb === 'find' ? { kind: 'list', view: 'all', tag: null, priority: null, query } : { kind: verb, query };
}
