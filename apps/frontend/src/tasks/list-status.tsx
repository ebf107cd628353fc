'use client';

import { useEffect, useEffectEvent, useRef } from 'react';
import button from '@/ui/button.module.css';
import { useBoard, useBoardState } from './board-context';
import { EmptyState } from './empty-state';
import { WakingNote } from './waking-note';
import styles from './task-list.module.css';

/** What is to be said below the rows: that there are none, that there are more, or why they could not be fetched. */
export function ListStatus({ isEmpty }: { isEmpty: boolean }) {
  const { store } = useBoard();
  const loading = useBoardState((state) => state.loading);
  const awaited = useBoardState((state) => state.awaited);
  const query = useBoardState((state) => state.query);
  const hasMore = useBoardState(({ nextCursor }) => nextCursor !== null);
  if (typeof loading === 'object') {
    return (
      <div className={styles.trouble} role="alert">
        <p>Your tasks could not be loaded. {loading.failure}</p>
        <button type="button" className={button.primary} onClick={store.retryLoad}>
          Retry
        </button>
      </div>
    );
  }
  if (isEmpty && loading === 'page') {
    return awaited ? <WakingNote awaited={awaited} isSlim={false} /> : <Skeleton />;
  }
  if (isEmpty && !hasMore) return <EmptyState query={query} />;
  return hasMore ? <MoreButton isLoading={loading === 'more'} onMore={store.loadMore} /> : null;
}

/** Fetches more as it comes into sight; a button for whoever gets there otherwise. */
function MoreButton({ isLoading, onMore }: { isLoading: boolean; onMore: () => void }) {
  const ref = useRef<HTMLButtonElement>(null);
  const onSight = useEffectEvent(onMore);
  useEffect(() => {
    // in a page that is drawn for a test nothing comes into sight
    if (isLoading || !ref.current || !('IntersectionObserver' in window)) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) onSight();
      },
      { rootMargin: '600px' },
    );
    observer.observe(ref.current);
    return () => {
      observer.disconnect();
    };
  }, [isLoading]);
  return (
    <button ref={ref} type="button" className={button.quiet} disabled={isLoading} onClick={onMore}>
      {isLoading ? 'Loading…' : 'Show more'}
    </button>
  );
}

function Skeleton() {
  return (
    <div className={styles.skeleton} aria-hidden="true">
      <div />
      <div />
      <div />
    </div>
  );
}
