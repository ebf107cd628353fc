'use client';

import { useEffect, useEffectEvent } from 'react';
import { useBoard } from './board-context';
import { formatAddress, isSameQuery, parseAddress, resolveLanding } from './board-query';
import type { BoardQuery } from './task';

/** Shows the list that the address bar says when somebody goes back or forward. */
export function useAddress(): void {
  const { store } = useBoard();
  const follow = useEffectEvent(() => {
    const { summary, query } = store.read();
    const wanted = resolveLanding(
      parseAddress(new URLSearchParams(window.location.search)),
      summary?.counts.today ?? 0,
    );
    if (!isSameQuery(wanted, query)) store.open(wanted);
  });
  useEffect(() => {
    const onPopState = () => {
      follow();
    };
    window.addEventListener('popstate', onPopState);
    return () => {
      window.removeEventListener('popstate', onPopState);
    };
  }, []);
}

/** Goes to a list: its address is put into the address bar, as a step to go back from or in place of the present one. */
export function useGoTo(): (query: BoardQuery, how?: 'push' | 'replace') => void {
  const { store } = useBoard();
  return (query, how = 'push') => {
    const address = formatAddress(query);
    if (how === 'push') window.history.pushState(null, '', address);
    else window.history.replaceState(null, '', address);
    if (query.view !== store.read().query.view) window.scrollTo(0, 0);
    store.open(query);
  };
}
