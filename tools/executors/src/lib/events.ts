import { appendFileSync } from 'node:fs';

const states = ['waiting', 'running', 'done', 'unchanged', 'failed'] as const;

/** How a part of the work stands. */
export type State = (typeof states)[number];

/** What a program has to say about a part of its work. */
export interface Saying {
  /**
   * - `step`: what came of a part, or of a piece of it: a line for people
   * - `progress`: how far a part is, until the next word about it; not printed
   * - `note`: a line that is to be seen whatever comes next: a reason, a warning
   * - `detail`: what another program said
   * - `result`: how the target ended: its letter, and fields for programs
   */
  event: 'step' | 'progress' | 'note' | 'detail' | 'result';
  /** What it is about: `programs`, `cluster`, `image backend`, `load`, `release`, `rollout backend`, … */
  part: string;
  /** Where the part then stands; a note and a detail leave it as it is. */
  state?: State;
  text: string;
  /** How long a step took since the one before. */
  seconds?: number;
}

/** One line of `--json`, and of the file that `eventsVariable` names. A result has further fields. */
export interface TaskEvent extends Saying {
  /** As `2026-11-27T14:21:24.123Z`. */
  time: string;
  /** The Nx project whose target says it. */
  project: string;
}

/** Says something to whoever listens, and returns it as an event. */
export type Tell = (saying: Saying, fields?: Readonly<Record<string, unknown>>) => TaskEvent;

/**
 * The variable that names a file; programs append their events to it, one JSON object per line. It begins with the name
 * of this project, which is called todo; nothing is left to do.
 */
export const eventsVariable = 'TODO_EVENTS';

/** Opens the way to whoever listens, if anybody does. That nobody can hear is no reason not to work. */
export function openEvents(
  project: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
  now: () => number = Date.now,
): Tell {
  const file = env[eventsVariable];
  return (saying, fields = {}) => {
    const event = { time: new Date(now()).toISOString(), project, ...saying, ...fields, ...saying };
    try {
      if (file) appendFileSync(file, `${JSON.stringify(event)}\n`);
    } catch {
      // what is said here is also printed or in a log
    }
    return event;
  };
}

/** Reads one line of such a file; `undefined` for any other line. Pure. */
export function parseEvent(line: string): TaskEvent | undefined {
  try {
    const event = JSON.parse(line) as Partial<Record<keyof TaskEvent, unknown>> | null;
    const texts = ['time', 'project', 'event', 'part', 'text'] as const;
    const isOurs = texts.every((field) => typeof event?.[field] === 'string') && hasState(event?.state);
    return isOurs ? (event as unknown as TaskEvent) : undefined;
  } catch {
    return undefined;
  }
}

const hasState = (state: unknown): boolean => state === undefined || states.some((each) => each === state);

/** Whether what is said of a part with this state is its end. Pure. */
export function isEnd(state: State): boolean {
  return state === 'done' || state === 'unchanged' || state === 'failed';
}

/** The part that a repository's image is, such as `image backend` for `ghcr.io/me/todo-app/backend`. Pure. */
export function imagePart(repository: string): string {
  return `image ${repository.split('/').at(-1) ?? repository}`;
}
