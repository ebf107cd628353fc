'use client';

import { useEffect, useEffectEvent } from 'react';

/** `n` goes to the box for a new task, Ctrl or ⌘ with Z undoes a deletion; neither while somebody writes. */
export function useShortcuts({ undo }: { undo: () => void }): void {
  const onUndo = useEffectEvent(undo);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (isWriting(event.target)) return;
      if (event.key === 'n' && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        document.getElementById('new-task')?.focus();
      }
      if (event.key === 'z' && (event.ctrlKey || event.metaKey)) onUndo();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
    };
  }, []);
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement)
    return target.type !== 'checkbox' && target.type !== 'radio' && target.value !== '';
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
