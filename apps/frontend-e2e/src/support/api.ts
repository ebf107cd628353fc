import { type APIResponse, expect, type Page } from '@playwright/test';
import { target } from './target.js';

/** The backend's API as a page's own script reaches it. */
export const API = '/api/backend/api/v1';

/** When a task is due: a whole day, or a time of it in a zone. */
export interface DueFields {
  date: string;
  time: string | null;
  zone: string | null;
}

/** A task as the API gives it. */
export interface Task {
  id: string;
  title: string;
  notes: string;
  priority: number;
  tags: string[];
  due: (DueFields & { at: string | null }) | null;
  status: 'open' | 'done';
  version: number;
}

/** What a new task may say of itself. */
export type TaskFields = { title: string; due?: DueFields | null } & Partial<Pick<Task, 'notes' | 'priority' | 'tags'>>;

export interface Call {
  method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  data?: unknown;
  headers?: Record<string, string>;
  timeout?: number;
}

/** Calls a path of this application with the page's cookies, saying where it comes from as a page's script would. */
export function call(
  page: Page,
  path: string,
  { method = 'GET', data, headers, timeout }: Call = {},
): Promise<APIResponse> {
  return page.request.fetch(path, {
    method,
    headers: { Origin: new URL(target.url).origin, ...headers },
    maxRedirects: 0,
    ...(data === undefined ? {} : { data }),
    ...(timeout === undefined ? {} : { timeout }),
  });
}

/** Calls a path of the API, wants the given status, and returns the body. */
export async function ask<T>(page: Page, path: string, options: Call = {}, status = 200): Promise<T> {
  const answer = await call(page, `${API}${path}`, options);
  expect(answer.status(), `${options.method ?? 'GET'} ${path}: ${await answer.text()}`).toBe(status);
  return (status === 204 ? undefined : await answer.json()) as T;
}

/** Makes a task behind the page's back. */
export function makeTask(page: Page, fields: TaskFields): Promise<Task> {
  return ask<Task>(page, '/tasks', { method: 'POST', data: fields }, 201);
}

/** All tasks of the person, newest first, at most 200. */
export async function readTasks(page: Page, query = ''): Promise<Task[]> {
  return (await ask<{ data: Task[] }>(page, `/tasks?limit=200${query}`)).data;
}

/** The one task with this title. */
export async function readTask(page: Page, title: string): Promise<Task> {
  const found = (await readTasks(page)).filter((task) => task.title === title);
  const [task] = found;
  if (!task || found.length > 1) throw new Error(`Of tasks "${title}" there is not one but ${found.length}.`);
  return task;
}
