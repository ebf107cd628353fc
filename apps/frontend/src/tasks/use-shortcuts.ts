'use client';

import { useEffect, useEffectEvent } from 'react';

/** `n` goes to the box for a new task, Ctrl or ⌘ with Z undoes a deletion; neither takes a key from somebody who writes. */
export function useShortcuts({ undo }: { undo: () => void }): void {
  const onUndo = useEffectEvent(undo);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const hasModifier = event.ctrlKey || event.metaKey;
      if (event.key === 'n' && !hasModifier && !event.altKey && !isField(event.target)) {
        event.preventDefault();
        document.getElementById('new-task')?.focus();
      }
      if (event.key === 'z' && hasModifier && !isFilledField(event.target)) onUndo();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
    };
  }, []);
}

function isField(target: EventTarget | null): target is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement {
  if (target instanceof HTMLInputElement) return target.type !== 'checkbox' && target.type !== 'radio';
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** An empty field has nothing of its own to undo. */
function isFilledField(target: EventTarget | null): boolean {
  return isField(target) && target.value !== '';
}
