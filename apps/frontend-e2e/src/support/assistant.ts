import { expect, type Locator, type Page } from '@playwright/test';
import { API, ask, call, type Task } from './api.js';

/** One event of a turn of the assistant, as its stream gives it. */
export type TurnEvent = { event: string } & Record<string, unknown>;

/** A card of an answer, as the API gives it. */
export interface Result {
  outcome: 'done' | 'failed' | 'waiting' | 'refused';
  summary: string;
  tasks: Task[];
  batch: string | null;
  confirmation: { id: string; summary: string; tasks: Task[] } | null;
}

/** Opens the panel by its shortcut, and returns it. */
export async function openAssistant(page: Page): Promise<Locator> {
  await page.keyboard.press('Control+J');
  const panel = findPanel(page);
  await expect(panel.getByLabel('Message to the assistant')).toBeVisible();
  return panel;
}

export function findPanel(page: Page): Locator {
  return page.getByRole('dialog', { name: 'Assistant' });
}

/** Says something, and returns the answer as it begins. */
export async function say(panel: Locator, text: string): Promise<Locator> {
  const answers = panel.getByRole('article', { name: 'Answer' });
  const before = await answers.count();
  await panel.getByLabel('Message to the assistant').fill(text);
  await panel.getByLabel('Message to the assistant').press('Enter');
  await expect(answers).toHaveCount(before + 1);
  return answers.nth(before);
}

/** Says something, and returns the whole answer. */
export async function hear(panel: Locator, text: string): Promise<Locator> {
  const answer = await say(panel, text);
  await waitForEnd(answer);
  return answer;
}

/** Waits until nothing more comes. */
export async function waitForEnd(answer: Locator): Promise<void> {
  await expect(answer).toHaveAttribute('aria-busy', 'false', { timeout: 30_000 });
}

/** The steps of an answer, each with a headline. */
export function findCards(answer: Locator): Locator {
  return answer.locator('section').filter({ has: answer.page().getByRole('heading', { level: 3 }) });
}

/** Says something to the API itself, without the panel, and returns the events of the whole turn. */
export async function turn(page: Page, message: string, conversationId?: string): Promise<TurnEvent[]> {
  const text = await readStream(page, { message, ...(conversationId ? { conversation_id: conversationId } : {}) });
  return parseEvents(text);
}

async function readStream(page: Page, body: Record<string, string>): Promise<string> {
  const headers = { Accept: 'text/event-stream' };
  const answer = await call(page, `${API}/chat`, { method: 'POST', data: { zone: 'UTC', ...body }, headers });
  expect(answer.status(), await answer.text()).toBe(200);
  return answer.text();
}

/** The events of a stream. Pure. */
export function parseEvents(text: string): TurnEvent[] {
  return text.split(/\r?\n\r?\n/).flatMap((block) => {
    const lines = block.split(/\r?\n/);
    const event = lines
      .find((line) => line.startsWith('event:'))
      ?.slice('event:'.length)
      .trim();
    const data = lines.find((line) => line.startsWith('data:'))?.slice('data:'.length);
    return event && data ? [{ event, ...(JSON.parse(data) as Record<string, unknown>) }] : [];
  });
}

/** The results of all calls of a turn. */
export function listResults(events: readonly TurnEvent[]): Result[] {
  return events.filter(({ event }) => event === 'result') as unknown as Result[];
}

/** What the person has left to say today. */
export function readBudget(page: Page): Promise<{ state: string; budget: { used: number; limit: number } }> {
  return ask(page, '/assistant');
}
