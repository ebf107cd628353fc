'use client';

import { type KeyboardEvent, useId, useState } from 'react';
import { CloseIcon } from '@/ui/icons';
import { useBoardState } from './board-context';
import { addTag, parseTag } from './tag';
import { TAGS_LIMIT } from './task';
import { TagIcon } from './view-icons';
import styles from './tags-field.module.css';

interface TagsFieldProps {
  tags: readonly string[];
  onChange: (tags: readonly string[]) => void;
}

/** Tags to take off and a place to write another one: Enter, comma or space adds it, Backspace takes the last one off. */
export function TagsField({ tags, onChange }: TagsFieldProps) {
  const [word, setWord] = useState('');
  const known = useBoardState(({ summary }) => summary?.tags);
  const listId = useId();

  function take(text: string): boolean {
    const tag = parseTag(text);
    if (tag === null) return false;
    onChange(addTag(tags, tag));
    setWord('');
    return true;
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    if (['Enter', ',', ' '].includes(event.key) && word.trim() !== '') {
      event.preventDefault();
      take(word);
    }
    if (event.key === 'Backspace' && word === '' && tags.length > 0) onChange(tags.slice(0, -1));
  }

  return (
    <div className={styles.field}>
      {tags.map((tag) => (
        <span key={tag} className={styles.tag}>
          #{tag}
          <button
            type="button"
            aria-label={`Remove tag ${tag}`}
            onClick={() => {
              onChange(tags.filter((other) => other !== tag));
            }}
          >
            <CloseIcon />
          </button>
        </span>
      ))}
      {tags.length < TAGS_LIMIT && (
        <label className={styles.input}>
          <TagIcon />
          <span className="visually-hidden">Add a tag</span>
          <input
            type="text"
            placeholder="Tag"
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
            maxLength={60}
            list={listId}
            aria-invalid={word.trim() !== '' && parseTag(word) === null}
            value={word}
            onChange={(event) => {
              setWord(event.target.value);
            }}
            onKeyDown={onKeyDown}
            onBlur={() => {
              take(word);
            }}
          />
          <datalist id={listId}>
            {known
              ?.filter(({ name }) => !tags.includes(name))
              .map(({ name }) => (
                <option key={name} value={name} />
              ))}
          </datalist>
        </label>
      )}
    </div>
  );
}
