'use client';

import { COMMAND_EXAMPLES } from './examples';
import type { Letter } from './failure-letter';
import { usePanel } from './panel-context';
import styles from './answer.module.css';

interface LetterNoteProps {
  letter: Letter;
  /** Whether its title says enough: the user stopped the answer, or the browser has done what was wanted. */
  isBrief: boolean;
  canRetry: boolean;
  /** Whether to say which commands work without the assistant. */
  hasHint: boolean;
}

/** What happened to an answer that is not whole, and what can be done. */
export function LetterNote({ letter: { title, text, next }, isBrief, canRetry, hasHint }: LetterNoteProps) {
  const { store } = usePanel();
  return (
    <div className={styles.letter} data-brief={isBrief}>
      <p>
        <strong>{title}</strong> {!isBrief && text}
      </p>
      {hasHint && (
        <p>
          Without it I understand simple commands:{' '}
          {COMMAND_EXAMPLES.map((example, index) => (
            <span key={example}>
              {index > 0 && ', '}
              <q>{example}</q>
            </span>
          ))}
          .
        </p>
      )}
      {canRetry && next === 'retry' && (
        <button type="button" onClick={() => void store.retry()}>
          Retry
        </button>
      )}
      {next === 'sign-in' && <a href="/sign-in">Sign in</a>}
    </div>
  );
}
