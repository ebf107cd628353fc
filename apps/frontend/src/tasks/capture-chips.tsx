'use client';

import type { Capture } from '@/grammar/capture';
import type { Span } from '@/grammar/spans';
import { CalendarIcon, CloseIcon, FlagIcon } from '@/ui/icons';
import { TagIcon } from './view-icons';
import styles from './capture-chips.module.css';

const ICONS = { due: <CalendarIcon />, tag: <TagIcon />, priority: <FlagIcon /> };

/** What was understood of a line. A chip that is removed, by click or key, makes its words part of the title again. */
export function CaptureChips({ capture, onRemove }: { capture: Capture; onRemove: (span: Span) => void }) {
  return (
    <ul className={styles.chips} aria-label="Understood">
      {capture.spans.map((span) => (
        <li key={`${span.kind} ${span.start}`}>
          <button
            type="button"
            className={styles.chip}
            data-kind={span.kind}
            data-priority={span.kind === 'priority' ? capture.priority : undefined}
            aria-label={`Keep as text: ${span.label}`}
            title={`Keep “${span.text}” as text`}
            onClick={() => {
              onRemove(span);
            }}
            onKeyDown={(event) => {
              if (event.key === 'Backspace' || event.key === 'Delete') onRemove(span);
            }}
          >
            {ICONS[span.kind]}
            {span.kind === 'tag' ? span.label.slice(1) : span.label}
            <CloseIcon />
          </button>
        </li>
      ))}
    </ul>
  );
}
