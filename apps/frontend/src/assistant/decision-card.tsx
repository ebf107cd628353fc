'use client';

import { useId } from 'react';
import button from '@/ui/button.module.css';
import type { Card, Decision } from './card';
import { CardIcon } from './card-icon';
import { CardTasks } from './card-tasks';
import { usePanel } from './panel-context';
import { describeDecision } from './verbs';
import styles from './card.module.css';

interface DecisionCardProps {
  card: Card;
  decision: Decision;
  /** What the click carries out as well. */
  followers: readonly Card[];
}

/** What would happen, to exactly which tasks, and the click that it waits for. The backend holds it until then. */
export function DecisionCard({ card, decision, followers }: DecisionCardProps) {
  const { store } = usePanel();
  const id = useId();
  const { tasks, state, failure, summary } = decision;
  const { question, yes, no, isDelete } = describeDecision(
    [card, ...followers].map(({ name }) => name),
    tasks.length,
  );
  return (
    <section className={styles.card} data-state={card.state} role="group" aria-labelledby={id}>
      <header className={styles.head}>
        <CardIcon card={card} />
        <h3 id={id} className={styles.verb}>
          {question}
        </h3>
      </header>
      {!isDelete && <p className={styles.summary}>{summary}</p>}
      <div className={styles.whole}>
        <CardTasks tasks={tasks} isWhole />
      </div>
      <div className={styles.buttons}>
        <button
          type="button"
          className={isDelete ? button.danger : button.primary}
          aria-disabled={state !== 'open'}
          onClick={() => void store.decide(card.id, true)}
        >
          {yes}
        </button>
        <button
          type="button"
          className={button.quiet}
          aria-disabled={state !== 'open'}
          onClick={() => void store.decide(card.id, false)}
        >
          {no}
        </button>
      </div>
      {failure !== undefined && (
        <p className={styles.failure} role="alert">
          {failure}
        </p>
      )}
    </section>
  );
}
