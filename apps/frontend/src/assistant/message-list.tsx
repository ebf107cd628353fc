'use client';

import { useLayoutEffect, useRef } from 'react';
import { AnswerView } from './answer-view';
import { Announcer } from './announcer';
import type { Conversation } from './conversation';
import { writeLetter } from './failure-letter';
import { formatMoment } from './moment';
import { usePanel } from './panel-context';
import type { Budget } from './wire';
import styles from './message-list.module.css';

/** Nearer to the end than this, the list follows what is written. */
const NEAR_PX = 80;

/** The conversation. Follows the answer as it grows, unless the reader has scrolled away from it. */
export function MessageList({ conversation, budget }: { conversation: Conversation; budget: Budget | null }) {
  const { readClock } = usePanel();
  const ref = useRef<HTMLDivElement>(null);
  const isFollowing = useRef(true);
  const focused = useRef<Element>(null);
  const { messages } = conversation;
  const last = messages.at(-1);
  const fresh = last?.role === 'assistant' && last.isFresh ? last : undefined;

  useLayoutEffect(() => {
    const list = ref.current;
    if (list && (isFollowing.current || last?.role === 'user')) list.scrollTop = list.scrollHeight;
  }, [messages, last]);

  useLayoutEffect(() => {
    // A button that has done its work goes, and must not take a keyboard user's place in the page with it.
    if (focused.current?.isConnected === false && document.activeElement === document.body) ref.current?.focus();
  }, [messages]);

  return (
    <div
      ref={ref}
      className={styles.list}
      role="region"
      aria-label="Conversation"
      tabIndex={0}
      onFocus={({ target }) => {
        focused.current = target;
      }}
      onScroll={({ currentTarget: list }) => {
        isFollowing.current = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_PX;
      }}
    >
      {messages.map((message) =>
        message.role === 'user' ? (
          <p key={message.key} className={styles.question} dir="auto">
            <span className="visually-hidden">You: </span>
            {message.text}
          </p>
        ) : (
          <AnswerView key={message.key} answer={message} budget={budget} isLast={message === last} />
        ),
      )}
      <Announcer answer={fresh} letter={fresh && writeLetter(fresh, budget, (at) => formatMoment(at, readClock()))} />
    </div>
  );
}
