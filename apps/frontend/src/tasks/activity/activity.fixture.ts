import type { Activity } from './activity';

/** A change for a test, with only what the test is about. */
export function createActivity(fields: Partial<Activity> & Pick<Activity, 'id'>): Activity {
  return {
    actor: 'user',
    action: 'update',
    taskId: 'milk',
    title: 'Milk',
    changes: {},
    createdAt: '2026-11-21T09:00:00Z',
    batch: null,
    isUndone: false,
    isUndoable: true,
    ...fields,
  };
}
