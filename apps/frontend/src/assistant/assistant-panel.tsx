'use client';

import { useEffect, useState } from 'react';
import { useApiUrl } from '@/lib/api/api-url';
import type { AssistantPanelProps } from '@/shell/assistant-slot';
import { useBoard } from '@/tasks/board-context';
import { openView } from '@/tasks/board-query';
import { useClock } from '@/tasks/clock-context';
import type { Task } from '@/tasks/task';
import { useGoTo } from '@/tasks/use-address';
import { PanelProvider } from './panel-context';
import { IS_WIDE, PanelFrame } from './panel-frame';
import { createPanelStores } from './panel-stores';
import { PanelView } from './panel-view';
import { useMediaQuery } from './use-media-query';

/** The assistant beside the board. What it is asked goes on while it is closed. */
export default function AssistantPanel({ isOpen, onClose, onShowTask }: AssistantPanelProps) {
  const { origin, client, store: board } = useBoard();
  const apiUrl = useApiUrl();
  const clock = useClock();
  const goTo = useGoTo();
  const isWide = useMediaQuery(IS_WIDE);
  const [{ store, conversations }] = useState(() => createPanelStores({ apiUrl, origin, client, board }));

  useEffect(() => {
    if (isOpen) void store.check();
  }, [isOpen, store]);

  const panel = {
    store,
    readClock: () => clock,
    onShowTask: (task: Task) => {
      const show = () => {
        if (!onShowTask(task)) goTo({ ...openView('all'), search: task.title });
      };
      if (isWide) {
        show();
        return;
      }
      // The sheet covers the list, and gives the focus back to where it was opened when it goes: so that comes first.
      onClose();
      requestAnimationFrame(show);
    },
  };
  return (
    <PanelProvider value={panel}>
      <PanelFrame isOpen={isOpen} onClose={onClose}>
        <PanelView conversations={conversations} onClose={onClose} />
      </PanelFrame>
    </PanelProvider>
  );
}
