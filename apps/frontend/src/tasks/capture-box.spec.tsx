// @vitest-environment jsdom
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CaptureBox } from './capture-box';
import type { TaskFields } from './task';

const onAdd = vi.fn<(fields: TaskFields) => void>();

beforeEach(() => {
  // noon of a Thursday in Berlin
  vi.useFakeTimers({ now: new Date('2026-11-26T12:00:00+01:00'), toFake: ['Date'] });
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  onAdd.mockReset();
});

async function typeLine(text: string) {
  render(<CaptureBox onAdd={onAdd} zone="Europe/Berlin" />);
  const user = userEvent.setup();
  const line = screen.getByLabelText<HTMLInputElement>('New task');
  await user.type(line, text);
  return { user, line };
}

function readChips(): (string | null)[] {
  return screen.queryAllByRole('button', { name: /^Keep as text/ }).map((chip) => chip.textContent);
}

test('what a line says becomes the task, and the line is empty for the next one', async () => {
  const { line } = await typeLine('Pay rent tomorrow 9am #home p1{Enter}');
  expect(onAdd).toHaveBeenCalledExactlyOnceWith({
    title: 'Pay rent',
    notes: '',
    due: { date: '2026-11-27', time: '09:00', zone: 'Europe/Berlin' },
    tags: ['home'],
    priority: 3,
  });
  expect(line.value).toBe('');
  expect(document.activeElement).toBe(line);
  expect(readChips()).toEqual([]);
});

test('a whole day has no zone', async () => {
  await typeLine('Pay rent tomorrow{Enter}');
  expect(onAdd.mock.calls[0]?.[0].due).toEqual({ date: '2026-11-27', time: null, zone: null });
});

test('“today” is that of the zone, whatever the clock of the machine', async () => {
  render(<CaptureBox onAdd={onAdd} zone="Pacific/Kiritimati" />);
  await userEvent.type(screen.getByLabelText('New task'), 'Pay rent today{Enter}');
  expect(onAdd.mock.calls[0]?.[0].due?.date).toBe('2026-11-27');
});

test('what was understood shows as chips and is told to a screen reader', async () => {
  await typeLine('Pay rent tomorrow #home p1 ');
  expect(readChips()).toEqual(['Tomorrow', 'home', 'High priority']);
  expect(screen.getByText('Understood: Tomorrow; #home; High priority.')).toBeDefined();
});

test('a word that is still being typed is not understood before a pause', async () => {
  const { user, line } = await typeLine('Call fri');
  expect(readChips()).toEqual([]);
  await waitFor(() => {
    expect(readChips()).toEqual(['Tomorrow']);
  });
  await user.type(line, 'ends ');
  expect(readChips()).toEqual([]);
});

test('chips stay while another word is changed', async () => {
  const { user, line } = await typeLine('Pay rent tomorrow');
  await waitFor(() => {
    expect(readChips()).toEqual(['Tomorrow']);
  });
  await user.type(line, 's', { initialSelectionStart: 8, initialSelectionEnd: 8 });
  expect(line.value).toBe('Pay rents tomorrow');
  expect(readChips()).toEqual(['Tomorrow']);
});

test('a chip that is clicked away is text, also when typing goes on around it', async () => {
  const { user, line } = await typeLine('Call tomorrow band ');
  await user.click(screen.getByRole('button', { name: 'Keep as text: Tomorrow' }));
  expect(readChips()).toEqual([]);
  expect(screen.getByText('“tomorrow” stays in the title.')).toBeDefined();
  expect(document.activeElement).toBe(line);
  await user.type(line, 'Please ', { initialSelectionStart: 0, initialSelectionEnd: 0 });
  await user.type(line, 'friday{Enter}');
  expect(onAdd.mock.calls[0]?.[0]).toMatchObject({
    title: 'Please Call tomorrow band',
    due: { date: '2026-11-27' },
  });
});

test.each(['{Enter}', '{Backspace}', '{Delete}', ' '])('%s on a chip makes it text', async (key) => {
  const { user } = await typeLine('Call #mum ');
  screen.getByRole('button', { name: 'Keep as text: #mum' }).focus();
  await user.keyboard(key);
  expect(readChips()).toEqual([]);
});

test('a removed chip is forgotten with its line', async () => {
  const { user, line } = await typeLine('Call tomorrow band ');
  await user.click(screen.getByRole('button', { name: 'Keep as text: Tomorrow' }));
  await user.type(line, '{Enter}Call tomorrow bank{Enter}');
  expect(onAdd.mock.calls.map(([{ title }]) => title)).toEqual(['Call tomorrow band', 'Call bank']);
});

test('what the line does not say can be picked, and what is written counts', async () => {
  const { user, line } = await typeLine('Pay rent');
  await user.click(screen.getByRole('button', { name: 'Today' }));
  await user.selectOptions(screen.getByLabelText('Priority'), 'High');
  await user.type(line, ' tomorrow ');
  expect(screen.queryByRole('button', { name: 'Today' })).toBeNull();
  expect(screen.getByLabelText('Priority')).toBeDefined();
  await user.type(line, '{Enter}');
  expect(onAdd.mock.calls[0]?.[0]).toMatchObject({ title: 'Pay rent', due: { date: '2026-11-27' }, priority: 3 });
});

test('what was picked for one task is not for the next', async () => {
  const { user, line } = await typeLine('Pay rent');
  await user.click(screen.getByRole('button', { name: 'Today' }));
  await user.type(line, '{Enter}Call Bob{Enter}');
  expect(onAdd.mock.calls.map(([{ due }]) => due?.date ?? null)).toEqual(['2026-11-26', null]);
});

test('words that only say when are no task, and the box says what is missing', async () => {
  const { user, line } = await typeLine('tomorrow #home{Enter}');
  expect(onAdd).not.toHaveBeenCalled();
  expect(screen.getByText(/Write what is to be done/)).toBeDefined();
  await user.type(line, ' pay rent{Enter}');
  expect(screen.queryByText(/Write what is to be done/)).toBeNull();
  expect(onAdd.mock.calls[0]?.[0]).toMatchObject({ title: 'pay rent', tags: ['home'] });
});

test('a title that is too long stays in the box, whole, until it is shorter', async () => {
  const { user, line } = await typeLine('Pay ');
  await user.paste(`${'🏠'.repeat(198)} tomorrow`);
  expect(screen.getByText(/this one is 2 too long/)).toBeDefined();
  expect(line.getAttribute('aria-invalid')).toBe('true');
  await user.type(line, '{Enter}');
  expect(onAdd).not.toHaveBeenCalled();
  await user.clear(line);
  await user.paste(`${'🏠'.repeat(200)} tomorrow`);
  await user.type(line, '{Enter}');
  expect(onAdd.mock.calls[0]?.[0].title).toBe('🏠'.repeat(200));
});

test('spaces are no task', async () => {
  await typeLine('   {Enter}');
  expect(onAdd).not.toHaveBeenCalled();
});
