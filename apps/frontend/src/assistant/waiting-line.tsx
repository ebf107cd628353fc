'use client';

import { useEffect, useState } from 'react';
import styles from './answer.module.css';

const SLOW_MS = 10_000;

/** Says that more is to come, and after a while that it takes long. Give it a `key` per step. */
export function WaitingLine({ isBusyVisibly }: { isBusyVisibly: boolean }) {
  const [isSlow, setIsSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      setIsSlow(true);
    }, SLOW_MS);
    return () => {
      clearTimeout(timer);
    };
  }, []);
  if (isBusyVisibly && !isSlow) return null;
  return (
    <p className={styles.waiting}>
      <span className={styles.pulse} aria-hidden="true" />
      {isSlow ? 'This takes longer than usual. You can stop it, or wait.' : 'Thinking'}
    </p>
  );
}
