'use client';

import { type ReactNode, useEffect, useId, useRef } from 'react';
import { CloseIcon } from './icons';
import styles from './dialog.module.css';

interface DialogProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  /** A sheet stands at the side, and fills a phone; a card is in the middle. */
  shape?: 'card' | 'sheet';
  children: ReactNode;
}

/** A modal dialog: the browser keeps the focus in it, closes it on Escape, and gives the focus back. */
export function Dialog({ title, isOpen, onClose, shape = 'card', children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (isOpen && dialog && !dialog.open) dialog.showModal();
    if (!isOpen) dialog?.close();
  }, [isOpen]);
  return (
    <dialog
      ref={ref}
      className={styles.dialog}
      data-shape={shape}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => {
        // the backdrop is the dialog itself; everything inside of it has an element of its own
        if (event.target === ref.current) onClose();
      }}
    >
      <div className={styles.content}>
        <header>
          <h2 id={titleId}>{title}</h2>
          <button type="button" aria-label="Close" onClick={onClose}>
            <CloseIcon />
          </button>
        </header>
        {isOpen && children}
      </div>
    </dialog>
  );
}
