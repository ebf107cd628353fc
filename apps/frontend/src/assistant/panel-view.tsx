'use client';

import { type ReactNode, useRef, useState, useSyncExternalStore } from 'react';
import { CloseIcon, PlusIcon } from '@/ui/icons';
import { BackIcon, HistoryIcon } from './assistant-icons';
import { BudgetLine } from './budget-line';
import { Composer } from './composer';
import { findRunning } from './conversation';
import { ConversationList } from './conversation-list';
import type { ConversationsStore } from './conversations-store';
import { EmptyConversation } from './empty-conversation';
import { COMMAND_EXAMPLES } from './examples';
import { MessageList } from './message-list';
import { usePanel } from './panel-context';
import { ServiceBadge } from './service-badge';
import styles from './panel.module.css';

interface PanelViewProps {
  conversations: ConversationsStore;
  onClose: () => void;
}

/** All of the panel but its frame: the conversation and the composer, or the list of earlier conversations. */
export function PanelView({ conversations, onClose }: PanelViewProps) {
  const { store } = usePanel();
  const { service, conversation, loading } = useSyncExternalStore(store.subscribe, store.read, store.read);
  const [isListing, setIsListing] = useState(false);
  const [draft, setDraft] = useState('');
  const fieldRef = useRef<HTMLTextAreaElement>(null);
  const headingRef = useRef<HTMLHeadingElement>(null);
  const isOff = service?.state === 'off';

  const write = (text: string) => {
    setDraft(text);
    fieldRef.current?.focus();
  };
  // What was clicked goes with its half of the panel, and the focus must not go with it.
  const show = (half: 'conversation' | 'list') => {
    setIsListing(half === 'list');
    requestAnimationFrame(() => headingRef.current?.focus());
  };
  const startNew = () => {
    store.startNew();
    setIsListing(false);
    requestAnimationFrame(() => fieldRef.current?.focus());
  };
  const heading = isListing ? 'Conversations' : conversation.title === '' ? 'Assistant' : conversation.title;
  return (
    <div className={styles.panel}>
      <div className={styles.header}>
        {isListing && (
          <IconButton
            label="Back to the conversation"
            onClick={() => {
              show('conversation');
            }}
          >
            <BackIcon />
          </IconButton>
        )}
        <div className={styles.heading}>
          <h2 ref={headingRef} tabIndex={-1} data-focus="heading">
            <bdi>{heading}</bdi>
          </h2>
          {!isListing && <ServiceBadge service={service} />}
        </div>
        {!isListing && (
          <IconButton
            label="Conversations"
            onClick={() => {
              show('list');
            }}
          >
            <HistoryIcon />
          </IconButton>
        )}
        <IconButton label="New conversation" onClick={startNew}>
          <PlusIcon />
        </IconButton>
        <IconButton label="Close the assistant" onClick={onClose}>
          <CloseIcon />
        </IconButton>
      </div>
      {isListing ? (
        <ConversationList
          store={conversations}
          currentId={conversation.id}
          onResume={(row) => {
            show('conversation');
            void store.resume(row);
          }}
          onRenamed={store.retitle}
          onRemoved={(id) => {
            if (id === conversation.id) store.startNew();
          }}
        />
      ) : (
        <>
          {typeof loading === 'object' ? (
            <div className={styles.notice} role="alert">
              <p>This conversation could not be loaded. {loading.failure}</p>
              <button
                type="button"
                onClick={() => {
                  const { id, title } = conversation;
                  if (id !== null) void store.resume({ id, title });
                }}
              >
                Retry
              </button>
            </div>
          ) : loading === 'messages' ? (
            <div className={styles.notice}>
              <p>Looking up what was said…</p>
            </div>
          ) : conversation.messages.length === 0 ? (
            <EmptyConversation isOff={isOff} onPick={write} />
          ) : (
            <MessageList conversation={conversation} budget={service?.budget ?? null} />
          )}
          <div className={styles.footer}>
            <Composer
              fieldRef={fieldRef}
              draft={draft}
              placeholder={isOff ? COMMAND_EXAMPLES[0] : 'Ask or tell me something'}
              isRunning={findRunning(conversation) !== undefined}
              isReady={loading === 'no'}
              onDraft={setDraft}
              onSend={(text) => void store.ask(text)}
              onStop={store.stop}
            />
            {service && !isOff && <BudgetLine budget={service.budget} />}
          </div>
        </>
      )}
    </div>
  );
}

function IconButton({ label, onClick, children }: { label: string; onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" className={styles.iconButton} aria-label={label} title={label} onClick={onClick}>
      {children}
    </button>
  );
}
