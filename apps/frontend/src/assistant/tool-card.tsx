'use client';

import type { Card } from './card';
import { CardIcon } from './card-icon';
import { CardOrigin } from './card-origin';
import { CardTasks } from './card-tasks';
import { ChoiceButtons } from './choice-buttons';
import { DecisionCard } from './decision-card';
import { LookupCard } from './lookup-card';
import { usePanel } from './panel-context';
import { describeCard, isDeleting, isLooking, saysMore } from './verbs';
import styles from './card.module.css';

/** One step of an answer: the verb, how it went, the tasks it touched, and the way back. `followers` wait with it. */
export function ToolCard({ card, followers }: { card: Card; followers: readonly Card[] }) {
  const { store } = usePanel();
  const { state, undo, decision } = card;
  const isGone = isDeleting(card.name) && state === 'done' && undo?.state !== 'undone';
  if (decision) return <DecisionCard card={card} decision={decision} followers={followers} />;
  if (isLooking(card.name) && state === 'done') return <LookupCard card={card} />;
  return (
    <section className={styles.card} data-state={state} aria-busy={state === 'running'}>
      <header className={styles.head}>
        <CardIcon card={card} />
        <h3 className={styles.verb}>{describeCard(card)}</h3>
        {undo && undo.state !== 'undone' && (
          <button
            type="button"
            className={styles.undo}
            aria-disabled={undo.state === 'sending'}
            onClick={() => void store.undo(card.id)}
          >
            {undo.state === 'sending' ? 'Undoing…' : 'Undo'}
          </button>
        )}
      </header>
      {saysMore(card) && <p className={styles.summary}>{card.summary}</p>}
      {state === 'asking' ? <ChoiceButtons card={card} /> : <CardTasks tasks={card.tasks} isGone={isGone} />}
      {undo?.failure !== undefined && (
        <p className={styles.failure} role="alert">
          Not undone. {undo.failure}
        </p>
      )}
      <CardOrigin card={card} />
    </section>
  );
}
