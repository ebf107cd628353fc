'use client';

import { formatMoment } from './moment';
import { usePanel } from './panel-context';
import type { Budget } from './wire';
import styles from './composer.module.css';

/** How much of today's allowance is used, and when there is a new one on the reader's clock. */
export function BudgetLine({ budget }: { budget: Budget }) {
  const { readClock } = usePanel();
  const reset = formatMoment(Date.parse(budget.resetsAt), readClock());
  return (
    <p className={styles.budget} data-spent={budget.used >= budget.limit}>
      {budget.used} of {budget.limit} messages today, resets at {reset}
    </p>
  );
}
