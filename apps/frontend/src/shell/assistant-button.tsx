import { SparkIcon } from '@/ui/icons';
import styles from './assistant-button.module.css';

/** Opens the assistant: the one thing in the header with a name on it. */
export function AssistantButton({ isOpen, onClick }: { isOpen: boolean; onClick: () => void }) {
  return (
    <button
      type="button"
      className={styles.button}
      aria-expanded={isOpen}
      aria-keyshortcuts="Control+J Meta+J"
      onClick={onClick}
    >
      <SparkIcon />
      Assistant
    </button>
  );
}
