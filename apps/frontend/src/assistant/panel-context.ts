'use client';

import { createContext, useContext } from 'react';
import type { Clock } from '@/tasks/due';
import type { Task } from '@/tasks/task';
import type { AssistantStore } from './assistant-store';

/** What the parts of the panel need wherever they are. */
export interface Panel {
  store: AssistantStore;
  /** When and where the reader is. */
  readClock: () => Clock;
  /** Brings a task into sight on the list. */
  onShowTask: (task: Task) => void;
}

const PanelContext = createContext<Panel | null>(null);

export const PanelProvider = PanelContext.Provider;

export function usePanel(): Panel {
  const panel = useContext(PanelContext);
  if (!panel) throw new Error('Read the panel: this component stands outside of <PanelProvider>.');
  return panel;
}
