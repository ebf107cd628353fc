import type { ComponentType } from 'react';
import type { Task } from '@/tasks/task';

/** What the shell hands to the assistant's panel, which makes its own frame and stays mounted once it was opened. */
export interface AssistantPanelProps {
  isOpen: boolean;
  onClose: () => void;
  /** Scrolls to the row of a task and focuses it; false when the task is not on the list. */
  onShowTask: (task: Task) => boolean;
}

export type AssistantPanelModule = { default: ComponentType<AssistantPanelProps> };

/** Fetches the panel, a chunk of its own, when somebody first opens it. Undefined: this application has no assistant. */
export const loadAssistantPanel: (() => Promise<AssistantPanelModule>) | undefined = () =>
  import('@/assistant/assistant-panel');
