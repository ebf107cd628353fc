// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WakingPage } from './waking-page';

const router = vi.hoisted(() => ({ refresh: vi.fn<() => void>() }));
vi.mock('next/navigation', () => ({ useRouter: () => router }));

const answer = vi.fn<() => Promise<Response>>();

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', answer);
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  answer.mockReset();
  router.refresh.mockReset();
});

const pass = (seconds: number) => act(() => vi.advanceTimersByTimeAsync(seconds * 1000));

test('says who sleeps, and asks until somebody is awake; only then is the page fetched anew', async () => {
  answer.mockRejectedValueOnce(new TypeError('fetch failed'));
  answer.mockResolvedValueOnce(new Response(null, { status: 503 }));
  answer.mockResolvedValue(new Response(null, { status: 200 }));
  render(<WakingPage />);
  expect(screen.getByRole('status').textContent).toContain('Waking the database…');
  await pass(1.5);
  await pass(1.5);
  expect(answer).toHaveBeenCalledTimes(2);
  expect(router.refresh).not.toHaveBeenCalled();
  await pass(1.5);
  expect(router.refresh).toHaveBeenCalledTimes(1);
});

test('who is signed out meanwhile is sent to sign in by the page itself', async () => {
  answer.mockResolvedValue(new Response(null, { status: 401 }));
  render(<WakingPage />);
  await pass(1.5);
  expect(router.refresh).toHaveBeenCalledTimes(1);
});

test('nobody is asked any more once the page is left', async () => {
  answer.mockResolvedValue(new Response(null, { status: 503 }));
  render(<WakingPage />);
  await pass(1.5);
  cleanup();
  await pass(30);
  expect(answer).toHaveBeenCalledTimes(1);
});
