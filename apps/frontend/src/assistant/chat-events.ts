import type { components } from '@/lib/api/schema.gen';
import { list, mapped, nullable, number, object, oneOf, type Read, record, string } from './shape';
import {
  type Budget,
  type CallResult,
  type Failure,
  type Finish,
  reshapeBudget,
  reshapeFailure,
  reshapeResult,
} from './wire';

type Schemas = components['schemas'];

/** What happens in a turn, in our words. */
export type ChatEvent =
  | { type: 'conversation'; id: string; title: string }
  | { type: 'text'; delta: string }
  | { type: 'tool'; callId: string; name: string; about: string }
  | { type: 'result'; result: CallResult }
  | { type: 'budget'; budget: Budget }
  | { type: 'error'; failure: Failure }
  | { type: 'end'; finish: Finish };

// The client of the API types what it fetches, but not what is in a stream: so this is read word by word.

const readTask = record<Schemas['TaskPublic']>({
  id: string,
  title: string,
  notes: string,
  status: oneOf({ open: true, done: true }),
  completed_at: nullable(string),
  priority: oneOf({ 0: true, 1: true, 2: true, 3: true }),
  tags: list(string),
  due: nullable(record({ date: string, time: nullable(string), zone: nullable(string), at: nullable(string) })),
  version: number,
  created_at: string,
  updated_at: string,
});

const readResult = record<Schemas['CallResult']>({
  call_id: string,
  name: string,
  outcome: oneOf({ done: true, failed: true, waiting: true, refused: true }),
  summary: string,
  tasks: list(readTask),
  batch: nullable(string),
  confirmation: nullable(record({ id: string, summary: string, tasks: list(readTask) })),
});

const readCode = oneOf<Schemas['FailureCode']>({
  off: true,
  away: true,
  slow: true,
  limited: true,
  quota: true,
  garbled: true,
  interrupted: true,
});

const readFinish = oneOf<Finish>({
  complete: true,
  length: true,
  steps: true,
  budget: true,
  error: true,
  interrupted: true,
});

const EVENTS: Readonly<Record<Schemas['ChatStream']['event'], Read<ChatEvent>>> = {
  conversation: mapped(record<Schemas['ConversationEvent']>({ id: string, title: string }), (event) => {
    return { type: 'conversation', ...event };
  }),
  text: mapped(record<Schemas['TextEvent']>({ delta: string }), (event) => ({ type: 'text', ...event })),
  tool: mapped(record<Schemas['ToolEvent']>({ call_id: string, name: string, arguments: object }), (event) => {
    return { type: 'tool', callId: event.call_id, name: event.name, about: resolveSubject(event.arguments) };
  }),
  result: mapped(readResult, (result) => ({ type: 'result', result: reshapeResult(result) })),
  budget: mapped(record<Schemas['BudgetEvent']>({ used: number, limit: number, resets_at: string }), (budget) => {
    return { type: 'budget', budget: reshapeBudget(budget) };
  }),
  error: mapped(
    record<Schemas['ErrorEvent']>({ code: readCode, detail: string, retry_after: nullable(number) }),
    (failure) => ({ type: 'error', failure: reshapeFailure(failure) }),
  ),
  end: mapped(record<Schemas['EndEvent']>({ finish: readFinish, message_id: nullable(string) }), ({ finish }) => {
    return { type: 'end', finish };
  }),
};

/**
 * An event of a chat turn. Undefined for a kind that this version does not know.
 * @throws {ShapeError | SyntaxError} when it is of a known kind and not as agreed
 */
export function parseChatEvent(name: string, json: string): ChatEvent | undefined {
  return isKnown(name) ? EVENTS[name](JSON.parse(json), name) : undefined;
}

function isKnown(name: string): name is keyof typeof EVENTS {
  return Object.hasOwn(EVENTS, name);
}

/** What a call is about, in the user's words, where its arguments say so. */
function resolveSubject({ title, query }: Readonly<Record<string, unknown>>): string {
  return [title, query].find((word) => typeof word === 'string') ?? '';
}
