'use client';

import { Dialog } from '@/ui/dialog';
import styles from './shortcuts-dialog.module.css';

const SINGLE_KEYS = [
  { keys: ['n', 'q'], what: 'Write a new task' },
  { keys: ['/'], what: 'Search' },
  { keys: ['j', 'k'], what: 'Next and previous task' },
  { keys: ['x'], what: 'Tick the task off' },
  { keys: ['e'], what: 'Edit the task' },
  { keys: ['?'], what: 'Show these keys' },
] as const;

const OTHER_KEYS = [
  { keys: ['Ctrl Z'], what: 'Undo what was just done' },
  { keys: ['Ctrl J'], what: 'Open and close the assistant' },
  { keys: ['Ctrl Enter'], what: 'Save, in the notes' },
  { keys: ['Esc'], what: 'Leave the editor without saving' },
] as const;

interface ShortcutsDialogProps {
  isOpen: boolean;
  onClose: () => void;
  /** Whether single keys act. */
  areSingleOn: boolean;
  onSingleChange: (isOn: boolean) => void;
}

/** The keys of the board, and a way to turn off those that are hit by accident. */
export function ShortcutsDialog({ isOpen, onClose, areSingleOn, onSingleChange }: ShortcutsDialogProps) {
  return (
    <Dialog title="Keyboard" isOpen={isOpen} onClose={onClose}>
      <dl className={styles.keys}>
        {[...SINGLE_KEYS, ...OTHER_KEYS].map(({ keys, what }) => (
          <div key={what}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <label className={styles.setting}>
        <input
          type="checkbox"
          checked={areSingleOn}
          onChange={(event) => {
            onSingleChange(event.target.checked);
          }}
        />
        Keys without Ctrl act outside of fields
      </label>
    </Dialog>
  );
}
