'use client';

import { memo } from 'react';
import { listFollowers } from './card';
import { type Answer, listCards, type Part } from './conversation';
import { writeLetter } from './failure-letter';
import { isBrowserAllowed } from './fallback';
import { LetterNote } from './letter-note';
import { formatMoment } from './moment';
import { usePanel } from './panel-context';
import { ProseView } from './prose-view';
import { ToolCard } from './tool-card';
import { WaitingLine } from './waiting-line';
import type { Budget } from './wire';
import styles from './answer.module.css';

interface AnswerViewProps {
  answer: Answer;
  budget: Budget | null;
  /** Whether it can be asked for once more. */
  isLast: boolean;
}

/**
 * An answer as it comes: text and cards in their order, and a letter when it is not whole. Drawn anew only when it has
 * changed, for a word that comes is no matter for all the answers before.
 */
export const AnswerView = memo(function AnswerView({ answer, budget, isLast }: AnswerViewProps) {
  const { readClock } = usePanel();
  const { zone, locale } = readClock();
  const letter = writeLetter(answer, budget, (at) => formatMoment(at, { zone, locale }));
  const byBrowser = answer.parts.filter((part) => part.kind === 'card' && part.card.by === 'browser');
  const parts = answer.parts.filter((part) => !byBrowser.includes(part));
  const cards = listCards(answer);
  return (
    <article className={styles.answer} aria-label="Answer" aria-busy={answer.state === 'running'}>
      {[...parts, ...(letter ? ['letter' as const] : []), ...byBrowser].map((part, index) => {
        if (part === 'letter') {
          return (
            letter && (
              <LetterNote
                key="letter"
                letter={letter}
                isBrief={answer.state === 'stopped' || byBrowser.length > 0}
                canRetry={isLast && byBrowser.length === 0}
                hasHint={isLast && cards.length === 0 && isBrowserAllowed(answer)}
              />
            )
          );
        }
        return part.kind === 'text' ? (
          <ProseView key={index} text={part.text} />
        ) : (
          <ToolCard key={part.card.id} card={part.card} followers={listFollowers(cards, part.card.id)} />
        );
      })}
      {answer.state === 'running' && <WaitingLine key={parts.length} isBusyVisibly={isBusyVisibly(parts.at(-1))} />}
    </article>
  );
});

/** Whether something else shows already that the answer goes on: text that grows, or a card that turns. */
function isBusyVisibly(part: Part | undefined): boolean {
  return part?.kind === 'text' || part?.card.state === 'running';
}
