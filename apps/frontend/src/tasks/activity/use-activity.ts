'use client';

import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import { describeError } from '@/lib/api/errors';
import { useBoard } from '../board-context';
import type { Activity, ActivityGroup, Actor } from './activity';
import { createActivityApi } from './activity-api';

interface ActivityState {
  activities: readonly Activity[];
  nextCursor: string | null;
  isLoading: boolean;
  failure: string;
  /** The group whose undoing is on its way, and why the last one failed. */
  undoing: string | null;
  refusal: { key: string; reason: string } | null;
}

const EMPTY: ActivityState = {
  activities: [],
  nextCursor: null,
  isLoading: true,
  failure: '',
  undoing: null,
  refusal: null,
};

/** The log of changes by one or by both, for as long as somebody looks at it; what happens elsewhere appears in it. */
export function useActivity(actor: Actor | null) {
  const { client, store, onTasksEvent } = useBoard();
  const api = useMemo(() => createActivityApi(client), [client]);
  const [state, setState] = useState(EMPTY);
  const update = (changes: Partial<ActivityState>) => {
    setState((before) => ({ ...before, ...changes }));
  };

  async function load(cursor: string | null): Promise<void> {
    update({ isLoading: true, failure: '' });
    try {
      const page = await api.list(actor, cursor);
      setState((before) => ({
        ...before,
        activities: cursor === null ? page.activities : [...before.activities, ...page.activities],
        nextCursor: page.nextCursor,
        isLoading: false,
      }));
    } catch (error) {
      update({ isLoading: false, failure: describeError(error) });
    }
  }

  async function undo({ key, undo: what }: ActivityGroup): Promise<void> {
    update({ undoing: key, refusal: null });
    try {
      await api.undo(what);
      store.say('Undone.');
    } catch (error) {
      update({ refusal: { key, reason: describeError(error) } });
    }
    update({ undoing: null });
    store.refresh();
    await load(null);
  }

  const reload = useEffectEvent(() => {
    void load(null);
  });
  useEffect(() => {
    reload();
    return onTasksEvent(() => {
      reload();
    });
  }, [actor, onTasksEvent]);

  return { ...state, load, undo };
}
