'use client';

import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

const TITLE = '[data-focus="title"]';

/** Puts the focus on a row's title once it is on the screen. */
export function focusRow(list: HTMLElement | null, key: string): void {
  requestAnimationFrame(() => {
    focusTitle(findRows(list).find((row) => row.dataset['row'] === key));
  });
}

/** Scrolls to a row and puts the focus on its title; false when it is not on the screen. */
export function revealRow(list: HTMLElement | null, key: string | undefined): boolean {
  const row = findRows(list).find((other) => other.dataset['row'] === key);
  row?.scrollIntoView({ block: 'center' });
  focusTitle(row);
  return row !== undefined;
}

/** Moves the focus so many rows on; from anywhere else it goes to the first row. */
export function moveFocus(list: HTMLElement | null, step: 1 | -1): void {
  const rows = findRows(list);
  const index = rows.findIndex((row) => row.contains(document.activeElement));
  focusTitle(rows[index < 0 ? 0 : index + step]);
}

/** The row that the focus is in. */
export function findFocusedRow(list: HTMLElement | null): HTMLElement | undefined {
  return findRows(list).find((row) => row.contains(document.activeElement));
}

/** Puts the focus into the box for a new task. */
export function focusCapture(): void {
  document.getElementById('new-task')?.focus();
}

/**
 * Keeps the focus near where it was when its row goes: on the row that took its place, else on the last one, else on the
 * box for a new task. A focus that vanishes with its element would throw a keyboard user back to the top of the page.
 */
export function useKeptFocus(list: RefObject<HTMLElement | null>, keys: readonly string[]): void {
  const last = useRef<{ key: string; index: number }>(undefined);

  useEffect(() => {
    const remember = ({ target }: FocusEvent) => {
      const row = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
      const isInList = row !== null && list.current?.contains(row) === true;
      last.current = isInList
        ? { key: row.dataset['row'] ?? '', index: findRows(list.current).indexOf(row) }
        : undefined;
    };
    document.addEventListener('focusin', remember);
    return () => {
      document.removeEventListener('focusin', remember);
    };
  }, [list]);

  useLayoutEffect(() => {
    if (!last.current || keys.includes(last.current.key) || document.activeElement !== document.body) return;
    const rows = findRows(list.current);
    const row = rows[Math.min(last.current.index, rows.length - 1)];
    if (row) focusTitle(row);
    else focusCapture();
  }, [keys, list]);
}

function focusTitle(row: HTMLElement | undefined): void {
  row?.querySelector<HTMLElement>(TITLE)?.focus();
}

function findRows(list: HTMLElement | null): HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
}
