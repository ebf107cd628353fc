import { AlertIcon, PencilIcon, PlusIcon, TrashIcon } from '@/ui/icons';
import { CheckIcon, QuestionIcon, SearchIcon, UndoIcon } from './assistant-icons';
import type { Card } from './card';
import { isDeleting, isLooking } from './verbs';
import styles from './card.module.css';

/** What a card did, or how it is, as a picture beside its headline. */
export function CardIcon({ card }: { card: Pick<Card, 'name' | 'state'> }) {
  return <span className={styles.icon}>{choosePicture(card)}</span>;
}

function choosePicture({ name, state }: Pick<Card, 'name' | 'state'>) {
  if (state === 'running') return <span className={styles.spinner} />;
  if (state === 'waiting' || state === 'asking') return <QuestionIcon />;
  if (state !== 'done') return <AlertIcon />;
  if (isLooking(name)) return <SearchIcon />;
  if (isDeleting(name)) return <TrashIcon />;
  if (name === 'undo') return <UndoIcon />;
  if (name.startsWith('add_')) return <PlusIcon />;
  return name.startsWith('update_') ? <PencilIcon /> : <CheckIcon />;
}
