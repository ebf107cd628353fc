'use client';

import type { ReactNode } from 'react';
import type { Task } from '@/tasks/task';
import { AssistantButton } from './assistant-button';
import styles from './shell.module.css';
import { useAssistant } from './use-assistant';

interface ShellProps {
  /** The way to the beginning, in the upper left corner. */
  home: ReactNode;
  /** Beside the assistant, in the upper right corner. */
  actions?: ReactNode;
  /** Beside the content, on wide screens. */
  rail?: ReactNode;
  /** At the bottom, on all others. */
  tabs?: ReactNode;
  children: ReactNode;
  /** Scrolls to the row of a task; false when it is not on the list. Without it there is no assistant either. */
  onShowTask?: (task: Task) => boolean;
}

/** The frame of the signed-in pages: a header, a rail or tabs, the content, and room for the assistant at the side. */
export function Shell({ home, actions, rail, tabs, children, onShowTask }: ShellProps) {
  const assistant = useAssistant(onShowTask !== undefined);
  const { Panel } = assistant;
  return (
    <div className={styles.shell} data-assistant={assistant.isOpen}>
      <header className={styles.header}>
        {home}
        <div className={styles.actions}>
          {assistant.isThere && <AssistantButton isOpen={assistant.isOpen} onClick={assistant.toggle} />}
          {actions}
        </div>
      </header>
      <div className={styles.body} data-rail={rail !== undefined}>
        {rail !== undefined && <div className={styles.rail}>{rail}</div>}
        <main className={styles.main} id="tasks">
          {assistant.failure !== '' && (
            <p className={styles.failure} role="alert">
              {assistant.failure}
            </p>
          )}
          {children}
        </main>
      </div>
      <div className={styles.tabs}>{tabs}</div>
      {Panel && onShowTask && <Panel isOpen={assistant.isOpen} onClose={assistant.close} onShowTask={onShowTask} />}
    </div>
  );
}
