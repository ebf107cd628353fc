import type { View } from './task';
import styles from './empty-state.module.css';

const TEXTS: Record<View, { title: string; text: string }> = {
  all: { title: 'A clear list', text: 'Write down the first thing on your mind and press Enter.' },
  active: { title: 'Nothing left to do', text: 'Enjoy it, or add what comes next.' },
  done: { title: 'Nothing done yet', text: 'What you tick off is kept here.' },
};

export function EmptyState({ view }: { view: View }) {
  const { title, text } = TEXTS[view];
  return (
    <div className={styles.empty}>
      <svg viewBox="0 0 96 72" aria-hidden="true">
        <rect x="10" y="12" width="76" height="52" rx="10" fill="var(--surface)" stroke="var(--line-strong)" />
        <circle cx="26" cy="30" r="5.5" fill="var(--accent)" />
        <path
          d="m23.6 30.2 1.8 1.8 3.3-3.8"
          fill="none"
          stroke="var(--on-accent)"
          strokeWidth="1.5"
          strokeLinecap="round"
        />
        <path d="M38 30h34" stroke="var(--line-strong)" strokeWidth="3" strokeLinecap="round" />
        <circle cx="26" cy="47" r="5" fill="none" stroke="var(--line-strong)" strokeWidth="1.5" />
        <path d="M38 47h22" stroke="var(--line)" strokeWidth="3" strokeLinecap="round" />
      </svg>
      <p>
        <strong>{title}</strong>
        {text}
      </p>
    </div>
  );
}
