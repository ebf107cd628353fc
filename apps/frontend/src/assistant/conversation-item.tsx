'use client';

import { useRef, useState } from 'react';
import button from '@/ui/button.module.css';
import { PencilIcon, TrashIcon } from '@/ui/icons';
import type { ConversationRow } from './conversations-store';
import { formatAge } from './moment';
import { usePanel } from './panel-context';
import { TitleForm } from './title-form';
import styles from './conversation-list.module.css';

interface ConversationItemProps {
  row: ConversationRow;
  isCurrent: boolean;
  onResume: () => void;
  /** Resolves to whether it was done. */
  onRename: (title: string) => Promise<boolean>;
  onRemove: () => Promise<void>;
}

/** A conversation to open, rename or delete; the latter only after a second click that says what is lost. */
export function ConversationItem({ row, isCurrent, onResume, onRename, onRemove }: ConversationItemProps) {
  const { readClock } = usePanel();
  const [mode, setMode] = useState<'show' | 'rename' | 'delete' | 'deleting'>('show');
  const titleRef = useRef<HTMLButtonElement>(null);
  const title = row.title === '' ? 'Untitled' : row.title;
  const show = () => {
    setMode('show');
    requestAnimationFrame(() => titleRef.current?.focus());
  };
  const failure = row.failure !== undefined && (
    <p className={styles.failure} role="alert">
      {row.failure}
    </p>
  );
  if (mode === 'rename') {
    return (
      <li className={styles.item}>
        <TitleForm title={row.title} onSave={onRename} onDone={show} />
        {failure}
      </li>
    );
  }
  if (mode === 'delete' || mode === 'deleting') {
    return (
      <li className={styles.item}>
        <div role="group" aria-label={`Delete “${title}”?`} className={styles.confirm}>
          <p>
            Delete <bdi>“{title}”</bdi>? The conversation cannot be brought back. Your tasks stay.
          </p>
          <button
            type="button"
            className={button.danger}
            autoFocus
            disabled={mode === 'deleting'}
            onClick={() => {
              setMode('deleting');
              void onRemove().finally(() => {
                setMode('delete');
              });
            }}
          >
            Delete
          </button>
          <button type="button" className={button.quiet} onClick={show}>
            Keep
          </button>
        </div>
        {failure}
      </li>
    );
  }
  return (
    <li className={styles.item} data-current={isCurrent}>
      <div className={styles.row}>
        <button
          ref={titleRef}
          type="button"
          className={styles.open}
          aria-current={isCurrent ? 'true' : undefined}
          onClick={onResume}
        >
          <bdi>{title}</bdi>
          <time dateTime={row.updatedAt}>{formatAge(row.updatedAt, readClock())}</time>
        </button>
        <button
          type="button"
          className={styles.act}
          aria-label={`Rename “${title}”`}
          title="Rename"
          onClick={() => {
            setMode('rename');
          }}
        >
          <PencilIcon />
        </button>
        <button
          type="button"
          className={styles.act}
          aria-label={`Delete “${title}”`}
          title="Delete"
          onClick={() => {
            setMode('delete');
          }}
        >
          <TrashIcon />
        </button>
      </div>
    </li>
  );
}
