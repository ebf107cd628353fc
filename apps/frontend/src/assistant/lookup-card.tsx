import type { Card } from './card';
import { CardIcon } from './card-icon';
import { CardOrigin } from './card-origin';
import { CardTasks } from './card-tasks';
import { describeCard } from './verbs';
import styles from './card.module.css';

/** A step that only read. It is a quiet line; a search, which mostly serves another step, keeps its tasks folded. */
export function LookupCard({ card }: { card: Card }) {
  const head = (
    <>
      <CardIcon card={card} />
      <h3 className={styles.verb}>{describeCard(card)}</h3>
    </>
  );
  if (card.tasks.length === 0) {
    return (
      <section className={styles.lookup}>
        <div className={styles.head}>{head}</div>
        <CardOrigin card={card} />
      </section>
    );
  }
  return (
    <details className={styles.lookup} open={!card.name.startsWith('search_')}>
      <summary className={styles.head}>{head}</summary>
      <CardTasks tasks={card.tasks} />
      <CardOrigin card={card} />
    </details>
  );
}
