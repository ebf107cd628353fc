const TITLE = '[data-focus="title"]';

/**
 * Puts the focus on the row after the one that is about to go, else on the one before, else on the box for a new task.
 * A focus that vanishes with its element would throw a keyboard user back to the top of the page.
 */
export function moveFocusFrom(list: HTMLElement | null, key: string): void {
  const rows = findRows(list);
  const index = rows.findIndex((row) => row.dataset['row'] === key);
  const neighbour = rows[index + 1] ?? rows[index - 1];
  (neighbour?.querySelector<HTMLElement>(TITLE) ?? document.getElementById('new-task'))?.focus();
}

/** Puts the focus on a row's title once it is on the screen again, after its editor closed. */
export function focusRow(list: HTMLElement | null, key: string): void {
  requestAnimationFrame(() => {
    findRows(list)
      .find((row) => row.dataset['row'] === key)
      ?.querySelector<HTMLElement>(TITLE)
      ?.focus();
  });
}

function findRows(list: HTMLElement | null): HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
}
