'use client';

import { type RefObject, useMemo } from 'react';
import { useBoard, useBoardState } from './board-context';
import { BoardHeading } from './board-heading';
import { resolveRows } from './board-rows';
import { BoardToolbar } from './board-toolbar';
import { CaptureBox } from './capture-box';
import { FilterChips } from './filter-chips';
import { focusCapture, findFocusedRow, moveFocus } from './focus';
import { ListStatus } from './list-status';
import { MoveAllButton } from './move-all-button';
import { TaskList } from './task-list';
import { UndoToast } from './undo-toast';
import { useAddress } from './use-address';
import { type Shortcuts, useShortcuts } from './use-shortcuts';
import { useTaskActions } from './use-task-actions';
import { useUnsavedGuard } from './use-unsaved-guard';
import { WakingNote } from './waking-note';
import styles from './task-board.module.css';

interface TaskBoardProps {
  list: RefObject<HTMLDivElement | null>;
  /** Whether single keys act. */
  areKeysOn: boolean;
  /** Somebody wants to see the keys. */
  onKeys: () => void;
}

/** The list and all that can be done with it. Every change shows at once and is sent behind the scenes. */
export function TaskBoard({ list, areKeysOn, onKeys }: TaskBoardProps) {
  const { store, zone } = useBoard();
  const board = useBoardState((state) => state.board);
  const offer = useBoardState((state) => state.offer);
  const awaited = useBoardState((state) => state.awaited);
  const news = useBoardState((state) => state.news);
  const rows = useMemo(() => resolveRows(board), [board]);
  const actions = useTaskActions(list);
  useAddress();
  useUnsavedGuard(board.log.length > 0);
  useShortcuts({ undo: actions.undo, keys: areKeysOn ? createKeys(list, onKeys) : {} });

  return (
    <>
      <div className={styles.top}>
        <BoardHeading>
          <MoveAllButton rows={rows} onMove={actions.move} />
        </BoardHeading>
        <BoardToolbar />
      </div>
      <div className={styles.dock}>
        {offer && (
          <UndoToast
            key={offer.steps[0]?.of}
            message={offer.message}
            onUndo={actions.undo}
            onGone={store.forgetOffer}
          />
        )}
        <CaptureBox onAdd={actions.add} zone={zone} />
      </div>
      <FilterChips />
      {awaited && rows.length > 0 && <WakingNote awaited={awaited} isSlim />}
      <TaskList rows={rows} list={list} actions={actions} />
      <ListStatus isEmpty={rows.length === 0} />
      <p className="visually-hidden" aria-live="polite">
        {news}
      </p>
    </>
  );
}

/** What single keys do. */
function createKeys(list: RefObject<HTMLElement | null>, onKeys: () => void): Shortcuts['keys'] {
  const click = (selector: string) => findFocusedRow(list.current)?.querySelector<HTMLElement>(selector)?.click();
  return {
    n: focusCapture,
    q: focusCapture,
    '/': () => document.getElementById('search')?.focus(),
    j: () => {
      moveFocus(list.current, 1);
    },
    k: () => {
      moveFocus(list.current, -1);
    },
    x: () => click('[type="checkbox"]'),
    e: () => click('[data-focus="title"]'),
    '?': onKeys,
  };
}
