'use client';

import { type ReactNode, useEffect, useRef } from 'react';
import { useMediaQuery } from './use-media-query';
import styles from './panel.module.css';

/** Where there is room for the list and the panel side by side. */
export const IS_WIDE = '(min-width: 1100px)';

interface PanelFrameProps {
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
}

/**
 * A column beside the list where there is room, else a sheet over it. One dialog for both, so that what is in it stays
 * when the window changes: the browser keeps the focus inside of the sheet and brings it back where it was.
 */
export function PanelFrame({ isOpen, onClose, children }: PanelFrameProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const focused = useRef<HTMLElement>(null);
  const isWide = useMediaQuery(IS_WIDE);
  const isTouched = useMediaQuery('(hover: none)');

  useEffect(() => {
    const dialog = ref.current;
    if (!dialog || !isOpen) return;
    if (isWide) dialog.show();
    else dialog.showModal();
    focused.current?.focus();
    return () => {
      const { activeElement } = document;
      focused.current = activeElement instanceof HTMLElement && dialog.contains(activeElement) ? activeElement : null;
      dialog.close();
    };
  }, [isOpen, isWide]);

  useEffect(() => {
    // A keyboard that jumps up unasked hides what there is to read.
    if (isOpen)
      ref.current?.querySelector<HTMLElement>(`[data-focus='${isTouched ? 'heading' : 'composer'}']`)?.focus();
  }, [isOpen, isTouched]);

  return (
    <dialog
      ref={ref}
      className={styles.frame}
      aria-label="Assistant"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
        event.preventDefault();
        onClose();
      }}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClose={() => {
        if (ref.current?.open === false) onClose();
      }}
      onClick={(event) => {
        // The dialog's own area is covered by its content: a click on it alone is one beside the sheet.
        if (event.target === ref.current && !isWide) onClose();
      }}
    >
      {children}
    </dialog>
  );
}
