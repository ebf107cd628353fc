import type { Board } from './change';
import type { Awaited } from './patience';
import type { BoardQuery, Summary, Task, TaskPage } from './task';

/** A way back from a change that is on the screen, offered for a while. */
export interface Offer {
  /** Of this change, or of these several at once. */
  steps: readonly { of: number; key: string; base: Task; at: number }[];
  message: string;
}

/** All that the list knows. A new object whenever something changed. */
export interface BoardState {
  board: Board;
  query: BoardQuery;
  zone: string;
  /** Unknown until the backend has said it. */
  summary: Summary | undefined;
  nextCursor: string | null;
  /** Whether tasks are being fetched, or why they could not be. */
  loading: 'no' | 'page' | 'more' | { failure: string };
  /** For whom a request waits that will be sent again. */
  awaited: Awaited | null;
  offer: Offer | undefined;
  /** What happened last, for a screen reader. */
  news: string;
}

/** What the server found for the first page; a failure is shown there, with a way to retry. */
export type FirstPage = TaskPage | { failure: string; awaited: Awaited | null };

export interface FirstState {
  query: BoardQuery;
  zone: string;
  summary: Summary | undefined;
  page: FirstPage;
}
