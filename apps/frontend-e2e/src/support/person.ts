import { randomUUID } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import { call } from './api.js';
import { open } from './board.js';

/** Somebody who has an account, or is about to. */
export interface Person {
  name: string;
  email: string;
  password: string;
}

/** A person nobody else in any test is. */
export function inventPerson(name: string): Person {
  const box = name.toLowerCase().replace(/\W+/g, '.');
  return { name, email: `${box}-${randomUUID()}@example.com`, password: `secret ${randomUUID()}` };
}

/** Makes an account in the browser, as a newcomer would, and arrives at the list. */
export async function signUp(page: Page, person: Person): Promise<void> {
  await page.goto('/sign-up');
  await page.getByLabel('Name').fill(person.name);
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password').fill(person.password);
  await arriveBy(page, 'Create account');
}

/** Makes an account without the form, for tests of other things; the page is not opened. */
export async function join(page: Page, name: string): Promise<Person> {
  const person = inventPerson(name);
  const answer = await call(page, '/api/auth/sign-up/email', { method: 'POST', data: person });
  expect(answer.status(), await answer.text()).toBe(200);
  return person;
}

/** Joins, and opens the list of all tasks, or another one. */
export async function settle(page: Page, name: string, address?: string): Promise<Person> {
  const person = await join(page, name);
  await open(page, address);
  return person;
}

/** The id under which the signed-in person's tasks are kept. */
export async function readUserId(page: Page): Promise<string> {
  const answer = await call(page, '/api/auth/get-session');
  const session = (await answer.json()) as { user: { id: string } } | null;
  if (!session) throw new Error('Nobody is signed in.');
  return session.user.id;
}

export async function signIn(page: Page, person: Person): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password').fill(person.password);
  await arriveBy(page, 'Sign in');
}

/** Sends a form of the account pages, and waits until the list is at work. */
async function arriveBy(page: Page, button: string): Promise<void> {
  const listening = page.waitForRequest((request) => request.url().endsWith('/api/v1/events'));
  await page.getByRole('button', { name: button }).click();
  await listening;
  await expect(page.getByLabel('New task')).toBeVisible();
}

export async function signOut(page: Page, person: Person): Promise<void> {
  await page.getByRole('button', { name: `Account of ${person.name}` }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
}
