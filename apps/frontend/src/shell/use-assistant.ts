'use client';

import { type ComponentType, useEffect, useEffectEvent, useState } from 'react';
import { type AssistantPanelProps, loadAssistantPanel } from './assistant-slot';

/** Opens and closes the assistant's panel, which is fetched when it is first wanted. Ctrl or ⌘ with J does the same. */
export function useAssistant(isWanted: boolean) {
  const [Panel, setPanel] = useState<ComponentType<AssistantPanelProps>>();
  const [isOpen, setIsOpen] = useState(false);
  const [failure, setFailure] = useState('');
  const isThere = isWanted && loadAssistantPanel !== undefined;

  const toggle = () => {
    setIsOpen(!isOpen);
    if (Panel || !loadAssistantPanel) return;
    setFailure('');
    loadAssistantPanel().then(
      (module) => {
        // a function given to a state setter is called for the next state, and a component is a function
        setPanel(() => module.default);
      },
      () => {
        setIsOpen(false);
        setFailure('The assistant could not be loaded. Reload the page if trying again does not help.');
      },
    );
  };

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!isThere || event.key.toLowerCase() !== 'j' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    toggle();
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

  return {
    isThere,
    isOpen,
    failure,
    Panel,
    toggle,
    close: () => {
      setIsOpen(false);
    },
  };
}
