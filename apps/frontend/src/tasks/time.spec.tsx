// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FakeBackend, renderBoard, stubBrowser } from './board.harness';
import { openView } from './board-query';
import type { Due } from './task';
import { createTask } from './task.fixture';

const milk = createTask({ id: 'milk', title: 'Milk' });
const day = (date: string): Due => ({ date, time: null, zone: null, at: null });
const pass = (seconds: number) => act(() => vi.advanceTimersByTimeAsync(seconds * 1000));

let backend: FakeBackend;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-21T23:58:00+01:00') });
  backend = new FakeBackend([milk]);
  stubBrowser(() => backend);
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the offer to undo', () => {
  const offer = () => screen.queryByRole('button', { name: 'Undo' });

  test('stands for ten seconds', async () => {
    renderBoard([milk]);
    fireEvent.click(screen.getByLabelText('Done: Milk'));
    await pass(9.9);
    expect(offer()).not.toBeNull();
    await pass(0.2);
    expect(offer()).toBeNull();
  });

  test('stands for as long as somebody is at it, and ten seconds more', async () => {
    renderBoard([milk]);
    fireEvent.click(screen.getByLabelText('Done: Milk'));
    await pass(5);
    act(() => offer()?.focus());
    await pass(60);
    expect(offer()).not.toBeNull();
    act(() => offer()?.blur());
    await pass(9.9);
    expect(offer()).not.toBeNull();
    await pass(0.2);
    expect(offer()).toBeNull();
  });

  test('begins anew with the next change', async () => {
    renderBoard([milk]);
    fireEvent.click(screen.getByLabelText('Done: Milk'));
    await pass(8);
    fireEvent.click(screen.getByLabelText('Delete: Milk'));
    await pass(8);
    expect(screen.getByText('Deleted “Milk”')).toBeDefined();
  });
});

describe('midnight', () => {
  test('makes another day of today, and another list', async () => {
    renderBoard([{ ...milk, due: day('2026-11-21') }], { query: openView('today') });
    await pass(60);
    expect(screen.getByText(/^Saturday,? 21 November$/)).toBeDefined();
    const asked = backend.lines('GET /tasks?').length;
    await pass(90);
    expect(screen.getByText(/^Sunday,? 22 November$/)).toBeDefined();
    expect(backend.lines('GET /tasks?').length).toBeGreaterThan(asked);
  });

  test('turns what was due today into something overdue', async () => {
    renderBoard([{ ...milk, due: day('2026-11-21') }]);
    backend.tasks = [{ ...milk, due: day('2026-11-21') }];
    await pass(1);
    expect(screen.queryByText('(overdue)')).toBeNull();
    await pass(150);
    expect(screen.getByText('(overdue)')).toBeDefined();
    expect(screen.getByText('Yesterday')).toBeDefined();
  });
});
