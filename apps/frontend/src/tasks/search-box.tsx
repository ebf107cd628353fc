'use client';

import { type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from 'react';
import { CloseIcon } from '@/ui/icons';
import { useBoard, useBoardState } from './board-context';
import { cleanSearch } from './board-query';
import { useGoTo } from './use-address';
import { SearchIcon } from './view-icons';
import styles from './board-toolbar.module.css';

const PAUSE_MS = 250;

/** Searches while one writes. The first letter is a step to go back from; what follows only makes it more precise. */
export function SearchBox() {
  const { store } = useBoard();
  const search = useBoardState(({ query }) => query.search);
  const goTo = useGoTo();
  const [text, setText] = useState(search);
  const [seen, setSeen] = useState(search);
  const inputRef = useRef<HTMLInputElement>(null);
  // somebody went back, or cleared the search elsewhere
  if (search !== seen) {
    setSeen(search);
    if (search !== cleanSearch(text)) setText(search);
  }

  const find = useEffectEvent((wanted: string) => {
    const { query } = store.read();
    const next = cleanSearch(wanted);
    if (next === query.search) return;
    setSeen(next);
    goTo({ ...query, search: next }, query.search === '' ? 'push' : 'replace');
  });
  useEffect(() => {
    const timer = setTimeout(() => {
      find(text);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [text]);

  const clear = () => {
    setText('');
    inputRef.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') find(text);
    if (event.key === 'Escape' && text !== '') {
      event.preventDefault();
      clear();
    }
  };

  return (
    <div className={styles.search} role="search">
      <SearchIcon />
      <input
        id="search"
        ref={inputRef}
        type="text"
        inputMode="search"
        enterKeyHint="search"
        aria-label="Search"
        aria-keyshortcuts="/"
        placeholder="Search"
        autoComplete="off"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
        }}
        onKeyDown={onKeyDown}
      />
      {text !== '' && (
        <button type="button" aria-label="Clear the search" onClick={clear}>
          <CloseIcon />
        </button>
      )}
    </div>
  );
}
