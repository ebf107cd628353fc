import type { Command, Listing, parseCommand } from '@/grammar/commands';
import { toTaskFields } from '@/tasks/captured-task';
import { openView } from '@/tasks/board-query';
import type { Task } from '@/tasks/task';
import type { TasksApi } from '@/tasks/tasks-api';
import type { Card } from './card';
import type { UndoApi } from './undo-api';

/** A command that was understood, not yet carried out. */
export interface CommandPlan {
  /** Named like the assistant's tools. */
  name: string;
  about: string;
  run: () => Promise<Partial<Card>>;
}

/** Simple commands, carried out by the browser through the ordinary API when the assistant cannot. */
export interface BrowserCommands {
  /** Undefined for words that are no simple command. */
  plan: (text: string) => CommandPlan | undefined;
  /** Carries out a tool by name on one task, once it is known which. */
  apply: (name: string, task: Task) => Promise<Partial<Card>>;
}

/** What the commands need of the world. */
export interface CommandWorld {
  now: () => number;
  readZone: () => string;
  /** Names one request, so that it is carried out once. */
  createKey: () => string;
}

const LISTED = 20;
const OFFERED = 6;
const TOOLS = { complete: 'complete_task', reopen: 'reopen_task', delete: 'delete_task' } as const;

export function createBrowserCommands(
  parse: typeof parseCommand,
  tasks: Pick<TasksApi, 'list' | 'add' | 'complete' | 'remove'>,
  { findLastChange, undo }: UndoApi,
  { now, readZone, createKey }: CommandWorld,
): BrowserCommands {
  async function apply(name: string, task: Task): Promise<Partial<Card>> {
    const isDelete = name === TOOLS.delete;
    const written = await (isDelete ? tasks.remove(task) : tasks.complete(task, name === TOOLS.complete));
    return finish(written.task ?? task, written.activityId);
  }

  async function applyToOne(kind: keyof typeof TOOLS, query: string): Promise<Partial<Card>> {
    const status = kind === 'reopen' ? 'done' : 'open';
    const page = await tasks.list({ ...openView('all'), search: query, status }, readZone(), null, OFFERED + 1);
    const meant = resolveMeant(page.tasks, query);
    const [only] = meant;
    if (!only) return { state: 'failed', summary: `No ${status} task is called that.` };
    if (meant.length === 1) return apply(TOOLS[kind], only);
    const more = meant.length > OFFERED ? ' There are more: say it with more words if it is none of these.' : '';
    return { state: 'asking', tasks: meant.slice(0, OFFERED), summary: `Several tasks fit “${query}”.${more}` };
  }

  async function list(listing: Listing): Promise<Partial<Card>> {
    const { view, tag, priority, query } = listing;
    const status = view === 'all' ? 'open' : null;
    const page = await tasks.list(
      { ...openView(view), tag, priority, status, search: query },
      readZone(),
      null,
      LISTED,
    );
    return { state: 'done', tasks: page.tasks, summary: describeListing(listing, page.tasks.length) };
  }

  async function run(command: Exclude<Command, { kind: 'unknown' }>): Promise<Partial<Card>> {
    switch (command.kind) {
      case 'add': {
        const { excess } = command.capture;
        if (excess > 0) return { state: 'failed', summary: `The title is too long by ${excess} characters.` };
        const { task, activityId } = await tasks.add(toTaskFields(command.capture, readZone()), createKey());
        return finish(task, activityId);
      }
      case 'list':
        return list(command);
      case 'undo': {
        const last = await findLastChange();
        if (!last) return { state: 'failed', summary: 'There is nothing to undo.' };
        return { state: 'done', about: last.title, tasks: await undo(last.target) };
      }
      default:
        return applyToOne(command.kind, command.query);
    }
  }

  return {
    plan: (text) => {
      const command = parse(text, { now: new Date(now()), zone: readZone() });
      return command.kind === 'unknown' ? undefined : { ...describe(command), run: () => run(command) };
    },
    apply,
  };
}

/** The tasks that a few words mean: the one whose title they are, else all that were found. */
export function resolveMeant(found: readonly Task[], query: string): readonly Task[] {
  const fold = (text: string) => text.normalize('NFKC').trim().toLocaleLowerCase();
  const exact = found.filter(({ title }) => fold(title) === fold(query));
  return exact.length > 0 ? exact : found;
}

/** “The first 20 open tasks with #home.” */
function describeListing({ view, tag, priority, query }: Listing, count: number): string {
  const number = count === 0 ? 'No' : count === LISTED ? `The first ${count}` : `${count}`;
  const kind = { all: 'open ', today: '', upcoming: 'upcoming ', overdue: 'overdue ', done: 'done ' }[view];
  const marks = [
    ...(tag === null ? [] : [`#${tag}`]),
    ...(priority === null ? [] : [`p${4 - priority}`]),
    ...(query === '' ? [] : [`“${query}”`]),
  ];
  const noun = `${kind}task${count === 1 ? '' : 's'}${view === 'today' ? ' for today' : ''}`;
  return `${number} ${noun}${marks.length === 0 ? '' : ` with ${marks.join(', ')}`}.`;
}

function finish(task: Task | undefined, activityId: string | null): Partial<Card> {
  const undo = activityId === null ? null : ({ target: { activityId }, state: 'offered' } as const);
  return { state: 'done', tasks: task ? [task] : [], undo };
}

function describe(command: Exclude<Command, { kind: 'unknown' }>): Pick<Card, 'name' | 'about'> {
  switch (command.kind) {
    case 'add':
      return { name: 'add_task', about: command.capture.title };
    case 'list':
      return { name: 'list_tasks', about: command.query };
    case 'undo':
      return { name: 'undo', about: '' };
    default:
      return { name: TOOLS[command.kind], about: command.query };
  }
}
