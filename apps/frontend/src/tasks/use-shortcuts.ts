'use client';

import { useEffect, useEffectEvent } from 'react';

export interface Shortcuts {
  /** By key; they take no key from somebody who writes. */
  keys: Readonly<Record<string, () => void>>;
  undo: () => void;
}

/** Single keys act anywhere but in fields and dialogs; Ctrl or ⌘ with Z undoes, unless a field has something to undo itself. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const hasModifier = event.ctrlKey || event.metaKey;
    if (event.key.toLowerCase() === 'z' && hasModifier && !event.shiftKey && !isFilledField(event.target)) {
      shortcuts.undo();
    }
    const run = Object.hasOwn(shortcuts.keys, event.key) ? shortcuts.keys[event.key] : undefined;
    if (!run || hasModifier || event.altKey || event.isComposing || isField(event.target) || isInDialog(event.target)) {
      return;
    }
    event.preventDefault();
    run();
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      onKey(event);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
    };
  }, []);
}

function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('dialog, [popover]') !== null;
}

function isField(target: EventTarget | null): target is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement {
  if (target instanceof HTMLInputElement) return target.type !== 'checkbox' && target.type !== 'radio';
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** An empty field has nothing of its own to undo. */
function isFilledField(target: EventTarget | null): boolean {
  return isField(target) && target.value !== '';
}
