'use client';

import { COMMAND_EXAMPLES, PROMPT_EXAMPLES } from './examples';
import styles from './empty-conversation.module.css';

interface EmptyConversationProps {
  isOff: boolean;
  /** Puts an example into the composer, where it can be changed before it is sent. */
  onPick: (example: string) => void;
}

/** What to say to the assistant, or without it. */
export function EmptyConversation({ isOff, onPick }: EmptyConversationProps) {
  return (
    <div className={styles.empty}>
      <h3>{isOff ? 'Simple commands work here' : 'What can I take off your hands?'}</h3>
      <p>
        {isOff
          ? 'The assistant is off: this installation has no key for its model. What you type is carried out right here.'
          : 'I add, find, change and tick off tasks. Everything I do can be undone, and I ask before I delete.'}
      </p>
      <ul>
        {(isOff ? COMMAND_EXAMPLES : PROMPT_EXAMPLES).map((example) => (
          <li key={example}>
            <button
              type="button"
              onClick={() => {
                onPick(example);
              }}
            >
              {example}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
