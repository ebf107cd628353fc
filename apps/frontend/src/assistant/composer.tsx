'use client';

import { type KeyboardEvent, type RefObject } from 'react';
import { SendIcon, StopIcon } from './assistant-icons';
import styles from './composer.module.css';

/** As many code points as the backend takes. */
export const MESSAGE_LIMIT = 4000;
const ROWS = 6;

interface ComposerProps {
  fieldRef: RefObject<HTMLTextAreaElement | null>;
  draft: string;
  placeholder: string;
  /** Whether an answer is being written. */
  isRunning: boolean;
  /** Whether a message would find its conversation. */
  isReady: boolean;
  onDraft: (draft: string) => void;
  onSend: (text: string) => void;
  onStop: () => void;
}

/** Where one writes: Enter sends, Shift+Enter makes a new line. While an answer comes, the button stops it. */
export function Composer({ fieldRef, draft, placeholder, isRunning, isReady, onDraft, onSend, onStop }: ComposerProps) {
  const length = [...draft.trim()].length;
  const isTooLong = length > MESSAGE_LIMIT;
  const canSend = length > 0 && !isTooLong && !isRunning && isReady;

  const send = () => {
    if (!canSend) return;
    onSend(draft.trim());
    onDraft('');
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // Enter also ends the choice of a character in Japanese, Chinese and Korean.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <form
      className={styles.composer}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className={styles.box}>
        <textarea
          ref={fieldRef}
          className={styles.field}
          aria-label="Message to the assistant"
          aria-describedby={isTooLong ? 'assistant-too-long' : undefined}
          aria-invalid={isTooLong}
          data-focus="composer"
          rows={Math.min(ROWS, draft.split('\n').length)}
          placeholder={placeholder}
          value={draft}
          onKeyDown={onKeyDown}
          onChange={(event) => {
            onDraft(event.target.value);
          }}
        />
        {isRunning ? (
          <button
            type="button"
            className={styles.stop}
            aria-label="Stop"
            title="Stop"
            onClick={(event) => {
              // The second half of a double click on Send is none on Stop.
              if (event.detail < 2) onStop();
            }}
          >
            <StopIcon />
          </button>
        ) : (
          <button type="submit" className={styles.send} aria-label="Send" title="Send (Enter)" aria-disabled={!canSend}>
            <SendIcon />
          </button>
        )}
      </div>
      {isTooLong && (
        <p id="assistant-too-long" className={styles.tooLong} role="alert">
          {length.toLocaleString()} characters; at most {MESSAGE_LIMIT.toLocaleString()} fit into one message.
        </p>
      )}
    </form>
  );
}
