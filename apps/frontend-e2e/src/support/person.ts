import { randomUUID } from 'node:crypto';
import { expect, type Page } from '@playwright/test';

/** Somebody who has an account, or is about to. */
export interface Person {
  name: string;
  email: string;
  password: string;
}

/** A person nobody else in any test is. */
export function inventPerson(name: string): Person {
  return { name, email: `${name.toLowerCase()}-${randomUUID()}@example.com`, password: `secret ${randomUUID()}` };
}

/** Makes an account in the browser, as a newcomer would, and arrives at the list. */
export async function signUp(page: Page, person: Person): Promise<void> {
  await page.goto('/sign-up');
  await page.getByLabel('Name').fill(person.name);
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByLabel('New task')).toBeVisible();
}

export async function signIn(page: Page, person: Person): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByLabel('New task')).toBeVisible();
}

export async function signOut(page: Page, person: Person): Promise<void> {
  await page.getByRole('button', { name: `Account of ${person.name}` }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
}
