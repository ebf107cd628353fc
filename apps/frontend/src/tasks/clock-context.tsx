'use client';

import { createContext, type ReactNode, useContext, useEffect, useEffectEvent, useMemo, useState } from 'react';
import { useBoard } from './board-context';
import { readWall } from './calendar';
import type { Clock } from './due';

const Context = createContext<Clock | undefined>(undefined);
const TICK_MS = 30_000;

interface ClockProviderProps {
  /** Instant at which the server rendered the page: the first render in the browser has to agree with it. */
  at: string;
  locale: string;
  children: ReactNode;
}

/** The time, the zone and the way to write dates, for all that speaks of days. A new day brings a new list. */
export function ClockProvider({ at, locale, children }: ClockProviderProps) {
  const { store, zone } = useBoard();
  const [now, setNow] = useState(() => new Date(at));
  const tick = useEffectEvent(() => {
    const next = new Date();
    if (readWall(next, zone).date !== readWall(now, zone).date) store.refresh();
    setNow(next);
  });

  useEffect(() => {
    const tickIfVisible = () => {
      if (document.visibilityState === 'visible') tick();
    };
    tickIfVisible();
    const timer = setInterval(tickIfVisible, TICK_MS);
    document.addEventListener('visibilitychange', tickIfVisible);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tickIfVisible);
    };
  }, []);

  const clock = useMemo(() => ({ now, zone, locale }), [now, zone, locale]);
  return <Context value={clock}>{children}</Context>;
}

/** @throws outside of a `ClockProvider`. */
export function useClock(): Clock {
  const clock = useContext(Context);
  if (!clock) throw new Error('Read the clock: there is no ClockProvider around this component.');
  return clock;
}
