'use client';

import { type ReactNode, useRef, useState } from 'react';
import { Shell } from '@/shell/shell';
import { Wordmark } from '@/ui/wordmark';
import { ActivityDialog } from './activity/activity-dialog';
import { BoardProvider, useBoard, useBoardState } from './board-context';
import { BoardLink } from './board-link';
import { findKey } from './board-merge';
import { parseAddress, resolveLanding } from './board-query';
import type { FirstState } from './board-state';
import { ClockProvider } from './clock-context';
import { revealRow } from './focus';
import { RailFoot } from './rail-foot';
import { ShortcutsDialog } from './shortcuts-dialog';
import { TaskBoard } from './task-board';
import { useKeySetting } from './use-key-setting';
import { HistoryIcon } from './view-icons';
import { ViewRail } from './view-rail';
import { ViewTabs } from './view-tabs';
import styles from './board-page.module.css';

interface BoardPageProps {
  first: FirstState;
  /** Instant at which the server rendered the page. */
  at: string;
  locale: string;
  account: ReactNode;
}

/** The page of tasks with all that stands around the list. */
export function BoardPage({ first, at, locale, account }: BoardPageProps) {
  return (
    <BoardProvider first={first}>
      <ClockProvider at={at} locale={locale}>
        <Frame account={account} />
      </ClockProvider>
    </BoardProvider>
  );
}

function Frame({ account }: { account: ReactNode }) {
  const { store } = useBoard();
  const todayCount = useBoardState(({ summary }) => summary?.counts.today ?? 0);
  const [shown, setShown] = useState<'activity' | 'keys'>();
  const [areKeysOn, setKeysOn] = useKeySetting();
  const list = useRef<HTMLDivElement>(null);
  const showActivity = () => {
    setShown('activity');
  };
  const showKeys = () => {
    setShown('keys');
  };
  const hide = () => {
    setShown(undefined);
  };
  return (
    <Shell
      home={
        <BoardLink to={resolveLanding(parseAddress({}), todayCount)} aria-label="Todo, to the beginning">
          <Wordmark />
        </BoardLink>
      }
      actions={
        <>
          <button
            type="button"
            className={styles.activity}
            aria-label="Activity"
            title="Activity"
            onClick={showActivity}
          >
            <HistoryIcon />
          </button>
          {account}
        </>
      }
      rail={
        <>
          <ViewRail />
          <RailFoot onActivity={showActivity} onKeys={showKeys} />
        </>
      }
      tabs={<ViewTabs />}
      onShowTask={({ id }) => revealRow(list.current, findKey(store.read().board.known, id))}
    >
      <TaskBoard list={list} areKeysOn={areKeysOn} onKeys={showKeys} />
      <ActivityDialog isOpen={shown === 'activity'} onClose={hide} />
      <ShortcutsDialog isOpen={shown === 'keys'} onClose={hide} areSingleOn={areKeysOn} onSingleChange={setKeysOn} />
    </Shell>
  );
}
