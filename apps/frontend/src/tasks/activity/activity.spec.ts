import { describe, expect, test } from 'vitest';
import { groupActivities } from './activity';
import { createActivity } from './activity.fixture';

describe('changes of one batch', () => {
  const batch = { batch: 'b1', actor: 'assistant' } as const;

  test('are one group, undone as a whole', () => {
    const groups = groupActivities([
      createActivity({ id: '1' }),
      createActivity({ id: '2', ...batch }),
      createActivity({ id: '3', ...batch }),
      createActivity({ id: '4', batch: 'b2' }),
    ]);
    expect(groups.map(({ activities, undo }) => [activities.map(({ id }) => id).join(''), undo])).toEqual([
      ['1', { id: '1' }],
      ['23', { batch: 'b1' }],
      ['4', { batch: 'b2' }],
    ]);
  });

  test('can be undone only if each of them can', () => {
    const members = [createActivity({ id: '1', ...batch }), createActivity({ id: '2', ...batch, isUndoable: false })];
    expect(groupActivities(members)[0]?.isUndoable).toBe(false);
  });

  test('count as undone when all of them are, and are not offered again', () => {
    const undone = { ...batch, isUndone: true };
    expect(
      groupActivities([createActivity({ id: '1', ...undone }), createActivity({ id: '2', ...undone })])[0],
    ).toMatchObject({ isUndone: true, isUndoable: false });
    expect(
      groupActivities([createActivity({ id: '1', ...undone }), createActivity({ id: '2', ...batch })])[0],
    ).toMatchObject({ isUndone: false, isUndoable: false });
  });
});

test('changes without a batch are each their own', () => {
  expect(groupActivities([createActivity({ id: '1' }), createActivity({ id: '2' })])).toHaveLength(2);
  expect(groupActivities([])).toEqual([]);
});
