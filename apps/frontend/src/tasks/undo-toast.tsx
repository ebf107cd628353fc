'use client';

import { useEffect, useState } from 'react';
import styles from './undo-toast.module.css';

const SHOWN_MS = 10_000;

interface UndoToastProps {
  message: string;
  onUndo: () => void;
  onGone: () => void;
}

/** Offers a way back for ten seconds, longer while somebody is at it. Give it a `key` per event. */
export function UndoToast({ message, onUndo, onGone }: UndoToastProps) {
  const [isHeld, setIsHeld] = useState(false);
  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(onGone, SHOWN_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [isHeld, onGone]);
  const hold = () => {
    setIsHeld(true);
  };
  const letGo = () => {
    setIsHeld(false);
  };
  return (
    <div
      className={styles.toast}
      role="group"
      aria-label="Undo"
      onMouseEnter={hold}
      onMouseLeave={letGo}
      onFocus={hold}
      onBlur={letGo}
    >
      <p>{message}</p>
      <button type="button" aria-keyshortcuts="Control+Z" onClick={onUndo}>
        Undo
      </button>
    </div>
  );
}
