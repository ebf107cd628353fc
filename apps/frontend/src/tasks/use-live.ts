'use client';

import { useEffect, useState } from 'react';
import { createLive, type LiveWorld } from './live';

/** Hears the same things of other tabs, of the assistant and of the server. */
export interface LiveListeners {
  /** Tasks may have changed elsewhere. */
  tasks: () => void;
  /** A conversation with the assistant changed. */
  chat: (conversationId: string) => void;
}

type Listen<Kind extends keyof LiveListeners> = (listener: LiveListeners[Kind]) => () => void;

const TOUCHES = ['pointerdown', 'keydown', 'focus', 'visibilitychange'] as const;

/** Listens for changes made elsewhere for as long as the page is there. */
export function useLive(url: string, origin: string) {
  const [{ listeners, onTasksEvent, onChatEvent }] = useState(createListeners);

  useEffect(() => {
    const live = createLive(createWorld(url), origin, {
      onTasks: () => {
        for (const listener of listeners.tasks) listener();
      },
      onChat: (conversationId) => {
        for (const listener of listeners.chat) listener(conversationId);
      },
    });
    const touch = () => {
      if (document.visibilityState === 'visible') live.touch();
      else live.hide();
    };
    live.start();
    for (const type of TOUCHES) window.addEventListener(type, touch, { passive: true, capture: true });
    // a page in the back-forward cache must not hold a stream, and has missed what happened meanwhile
    window.addEventListener('pagehide', live.stop);
    window.addEventListener('pageshow', live.start);
    return () => {
      live.stop();
      for (const type of TOUCHES) window.removeEventListener(type, touch, { capture: true });
      window.removeEventListener('pagehide', live.stop);
      window.removeEventListener('pageshow', live.start);
    };
  }, [url, origin, listeners]);

  return { onTasksEvent, onChatEvent };
}

function createListeners() {
  const listeners = { tasks: new Set<LiveListeners['tasks']>(), chat: new Set<LiveListeners['chat']>() };
  const onTasksEvent: Listen<'tasks'> = (listener) => {
    listeners.tasks.add(listener);
    return () => {
      listeners.tasks.delete(listener);
    };
  };
  const onChatEvent: Listen<'chat'> = (listener) => {
    listeners.chat.add(listener);
    return () => {
      listeners.chat.delete(listener);
    };
  };
  return { listeners, onTasksEvent, onChatEvent };
}

function createWorld(url: string): LiveWorld {
  return {
    open: () => new EventSource(url),
    isVisible: () => document.visibilityState === 'visible',
    now: () => performance.now(),
    after: (milliseconds, run) => {
      const timer = setTimeout(run, milliseconds);
      return () => {
        clearTimeout(timer);
      };
    },
  };
}
