'use client';

import { useState } from 'react';
import button from '@/ui/button.module.css';
import styles from './conversation-list.module.css';

/** As long as the backend lets a title be. */
const TITLE_LIMIT = 200;

interface TitleFormProps {
  title: string;
  /** Resolves to whether it was saved. */
  onSave: (title: string) => Promise<boolean>;
  onDone: () => void;
}

/** A conversation's title to change: Enter saves, Escape leaves it as it was. */
export function TitleForm({ title, onSave, onDone }: TitleFormProps) {
  const [draft, setDraft] = useState(title);
  const [isSaving, setIsSaving] = useState(false);

  async function save() {
    const next = draft.trim();
    if (next === '') return;
    if (next === title) {
      onDone();
      return;
    }
    setIsSaving(true);
    const isSaved = await onSave(next);
    setIsSaving(false);
    if (isSaved) onDone();
  }

  return (
    <form
      className={styles.rename}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <input
        aria-label="Title of the conversation"
        autoFocus
        maxLength={TITLE_LIMIT}
        value={draft}
        onFocus={(event) => {
          event.target.select();
        }}
        onChange={(event) => {
          setDraft(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          // Only this form closes, not the panel around it.
          event.preventDefault();
          event.stopPropagation();
          onDone();
        }}
      />
      <button type="submit" className={button.primary} disabled={isSaving || draft.trim() === ''}>
        Save
      </button>
      <button type="button" className={button.quiet} onClick={onDone}>
        Cancel
      </button>
    </form>
  );
}
