// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { AssistantPanelModule, AssistantPanelProps } from './assistant-slot';
import { Shell } from './shell';

const slot = vi.hoisted(() => ({ load: vi.fn<() => Promise<AssistantPanelModule>>() }));
vi.mock('./assistant-slot', () => ({ loadAssistantPanel: () => slot.load() }));

function Panel({ isOpen, onClose }: AssistantPanelProps) {
  return (
    <section hidden={!isOpen} aria-label="Panel">
      <button type="button" onClick={onClose}>
        Close
      </button>
    </section>
  );
}

beforeEach(() => {
  slot.load.mockResolvedValue({ default: Panel });
});

afterEach(() => {
  cleanup();
  slot.load.mockReset();
});

function renderShell() {
  render(
    <Shell home="Home" onShowTask={() => true}>
      Content
    </Shell>,
  );
  return { user: userEvent.setup(), button: screen.getByRole('button', { name: 'Assistant' }) };
}

test('the assistant is fetched when it is first opened, and stays from then on', async () => {
  const { user, button } = renderShell();
  expect(slot.load).not.toHaveBeenCalled();
  await user.click(button);
  expect(await screen.findByRole('region', { name: 'Panel' })).toBeDefined();
  expect(button.getAttribute('aria-expanded')).toBe('true');
  await user.click(screen.getByRole('button', { name: 'Close' }));
  expect(button.getAttribute('aria-expanded')).toBe('false');
  expect(screen.getByLabelText('Panel').hidden).toBe(true);
  await user.click(button);
  expect(screen.getByLabelText('Panel').hidden).toBe(false);
  expect(slot.load).toHaveBeenCalledTimes(1);
});

test('Control J opens and closes it', async () => {
  const { user, button } = renderShell();
  await user.keyboard('{Control>}j{/Control}');
  expect(button.getAttribute('aria-expanded')).toBe('true');
  await user.keyboard('{Control>}j{/Control}');
  expect(button.getAttribute('aria-expanded')).toBe('false');
});

test('a panel that cannot be fetched says so, and is fetched anew with the next click', async () => {
  slot.load.mockRejectedValueOnce(new Error('ChunkLoadError'));
  const { user, button } = renderShell();
  await user.click(button);
  expect((await screen.findByRole('alert')).textContent).toContain('The assistant could not be loaded.');
  await user.click(button);
  expect(await screen.findByRole('region', { name: 'Panel' })).toBeDefined();
  expect(screen.queryByRole('alert')).toBeNull();
});

test('without a list to show tasks on there is no assistant', () => {
  render(<Shell home="Home">Content</Shell>);
  expect(screen.queryByRole('button', { name: 'Assistant' })).toBeNull();
});
