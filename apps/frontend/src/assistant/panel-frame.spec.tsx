// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { IS_WIDE, PanelFrame } from './panel-frame';

/** How the window is; the queries that hold. */
let holding: readonly string[] = [];
const listeners = new Set<() => void>();

beforeEach(() => {
  vi.stubGlobal('matchMedia', (query: string) => ({
    get matches() {
      return holding.includes(query);
    },
    addEventListener: (_: string, listener: () => void) => listeners.add(listener),
    removeEventListener: (_: string, listener: () => void) => listeners.delete(listener),
  }));
  // jsdom has dialogs that cannot be opened.
  const open = (dialog: HTMLDialogElement) => {
    dialog.open = true;
    dialog.querySelector<HTMLElement>('[tabindex]')?.focus();
  };
  HTMLDialogElement.prototype.show = vi.fn(function (this: HTMLDialogElement) {
    open(this);
  });
  HTMLDialogElement.prototype.showModal = vi.fn(function (this: HTMLDialogElement) {
    open(this);
  });
  HTMLDialogElement.prototype.close = vi.fn(function (this: HTMLDialogElement) {
    this.open = false;
  });
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function renderFrame(isOpen = true) {
  const onClose = vi.fn();
  const frame = (isShown: boolean) => (
    <PanelFrame isOpen={isShown} onClose={onClose}>
      <h2 tabIndex={-1} data-focus="heading">
        Assistant
      </h2>
      <textarea data-focus="composer" aria-label="Message" />
    </PanelFrame>
  );
  const { rerender } = render(frame(isOpen));
  return {
    onClose,
    show: (isShown: boolean) => {
      rerender(frame(isShown));
    },
    dialog: screen.getByRole<HTMLDialogElement>('dialog', { hidden: true }),
  };
}

test('where there is room it stands beside the list, which stays usable', () => {
  holding = [IS_WIDE];
  const { dialog } = renderFrame();
  expect(dialog.show).toHaveBeenCalled();
  expect(dialog.showModal).not.toHaveBeenCalled();
});

test('else it is a sheet that keeps the focus', () => {
  holding = [];
  const { dialog } = renderFrame();
  expect(dialog.showModal).toHaveBeenCalled();
});

test('it becomes the other when the window changes, and keeps what was written', async () => {
  holding = [IS_WIDE];
  const { dialog, onClose } = renderFrame();
  await userEvent.type(screen.getByLabelText('Message'), 'half');
  holding = [];
  act(() => {
    for (const listener of listeners) listener();
  });
  fireEvent(dialog, new Event('close'));
  expect(dialog.showModal).toHaveBeenCalled();
  expect(dialog.open).toBe(true);
  expect(screen.getByLabelText<HTMLTextAreaElement>('Message').value).toBe('half');
  expect(document.activeElement).toBe(screen.getByLabelText('Message'));
  expect(onClose).not.toHaveBeenCalled();
});

test.each([
  ['composer', []],
  ['heading', ['(hover: none)']],
])('the focus goes to the %s, so that no keyboard jumps up on a phone', (name, queries) => {
  holding = queries;
  renderFrame();
  expect(document.activeElement?.getAttribute('data-focus')).toBe(name);
});

test('it is closed by Escape, by the browser and by a click beside the sheet, and not by one inside', async () => {
  holding = [];
  const { dialog, onClose } = renderFrame();
  await userEvent.click(screen.getByLabelText('Message'));
  expect(onClose).not.toHaveBeenCalled();
  await userEvent.keyboard('{Escape}');
  expect(onClose).toHaveBeenCalledTimes(1);
  fireEvent(dialog, new Event('cancel', { cancelable: true }));
  expect(onClose).toHaveBeenCalledTimes(2);
  fireEvent.click(dialog);
  expect(onClose).toHaveBeenCalledTimes(3);
});

test('it closes and opens again with all that is in it', async () => {
  holding = [];
  const { dialog, show } = renderFrame();
  await userEvent.type(screen.getByLabelText('Message'), 'half');
  show(false);
  expect(dialog.open).toBe(false);
  show(true);
  expect(dialog.open).toBe(true);
  expect(screen.getByLabelText<HTMLTextAreaElement>('Message').value).toBe('half');
});
