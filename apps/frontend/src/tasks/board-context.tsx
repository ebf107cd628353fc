'use client';

import { createContext, type ReactNode, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useApiUrl } from '@/lib/api/api-url';
import { type ApiClient, createApiClient } from '@/lib/api/client';
import { createClientId } from '@/lib/api/client-id';
import type { BoardState, FirstState } from './board-state';
import { type BoardStore, createBoardStore } from './board-store';
import { createTasksApi } from './tasks-api';
import { useLive } from './use-live';
import { readBrowserZone, rememberZone } from './zone';

export interface BoardContext {
  store: BoardStore;
  /** The API in the name of this tab. */
  client: ApiClient;
  /** Names this tab among the writers. */
  origin: string;
  /** Calls the listener when tasks may have changed elsewhere; answers with the way to end that. */
  onTasksEvent: (listener: () => void) => () => void;
  /** Calls the listener when a conversation with the assistant changed; answers with the way to end that. */
  onChatEvent: (listener: (conversationId: string) => void) => () => void;
}

const Context = createContext<BoardContext | undefined>(undefined);

/** Holds the tasks for all parts of the page, and keeps them as they are elsewhere. */
export function BoardProvider({ first, children }: { first: FirstState; children: ReactNode }) {
  const apiUrl = useApiUrl();
  const [{ store, client, origin }] = useState(() => {
    const origin = createClientId();
    const client = createApiClient(apiUrl, { 'X-Origin': origin });
    return { origin, client, store: createBoardStore(createTasksApi(client), first, wait) };
  });
  const { onTasksEvent, onChatEvent } = useLive(`${apiUrl}/api/v1/events`, origin);

  useEffect(() => {
    store.start();
    const zone = readBrowserZone();
    rememberZone(zone);
    store.setZone(zone);
    return onTasksEvent(store.refresh);
  }, [store, onTasksEvent]);

  const context = useMemo(
    () => ({ store, client, origin, onTasksEvent, onChatEvent }),
    [store, client, origin, onTasksEvent, onChatEvent],
  );
  return <Context value={context}>{children}</Context>;
}

/** @throws outside of a `BoardProvider`. */
export function useBoard(): BoardContext & { zone: string } {
  const context = useContext(Context);
  if (!context) throw new Error('Use the board: there is no BoardProvider around this component.');
  return { ...context, zone: useBoardState(({ zone }) => zone, context) };
}

/** A part of what the board knows; the component renders again when that part changes. */
export function useBoardState<T>(select: (state: BoardState) => T, given?: BoardContext): T {
  const around = useContext(Context);
  const store = (given ?? around)?.store;
  if (!store) throw new Error('Read the board: there is no BoardProvider around this component.');
  const read = () => select(store.read());
  return useSyncExternalStore(store.subscribe, read, read);
}

function wait(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}
