import { PRIORITIES } from './board-query';
import { type BoardQuery, type Order, type Sort, SORTS, STATUSES, type Summary } from './task';
import { PRIORITY_NAMES, SORT_NAMES } from './view-names';

/** One thing to choose about a list, and what a choice changes. An empty value chooses nothing. */
export interface Choice {
  name: 'sort' | 'status' | 'priority' | 'due' | 'tag';
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  resolve: (value: string) => Partial<BoardQuery>;
}

const STATUS_NAMES = { open: 'Open', done: 'Done' } as const;
const DUE_NAMES = { any: 'With a date', none: 'Without a date' } as const;

/** Both orders of a sort in words, the one that goes without saying first. */
export const ORDER_CHOICES: Readonly<Record<Sort, readonly { order: Order; label: string }[]>> = {
  due: [
    { order: 'asc', label: 'Soonest first' },
    { order: 'desc', label: 'Latest first' },
  ],
  priority: [
    { order: 'desc', label: 'Highest first' },
    { order: 'asc', label: 'Lowest first' },
  ],
  title: [
    { order: 'asc', label: 'A to Z' },
    { order: 'desc', label: 'Z to A' },
  ],
  created: [
    { order: 'desc', label: 'Newest first' },
    { order: 'asc', label: 'Oldest first' },
  ],
};

/** What can be chosen in a view. What goes without saying there is left out, unless it is set. */
export function resolveChoices(query: BoardQuery, tags: Summary['tags']): readonly Choice[] {
  const { view, sort, status, priority, due, tag } = query;
  const names = new Set([...(tag === null ? [] : [tag]), ...tags.map(({ name }) => name)]);
  const choices: readonly (Choice & { isIdle?: boolean })[] = [
    {
      name: 'sort',
      label: 'Sort by',
      value: sort ?? '',
      options: [{ value: '', label: 'Usual order' }, ...SORTS.map((value) => ({ value, label: SORT_NAMES[value] }))],
      resolve: (value) => ({ sort: SORTS.find((known) => known === value) ?? null, order: null }),
    },
    {
      name: 'status',
      label: 'Status',
      value: status ?? '',
      options: withAny(STATUSES.map((value) => ({ value, label: STATUS_NAMES[value] }))),
      resolve: (value) => ({ status: STATUSES.find((known) => known === value) ?? null }),
      isIdle: view !== 'all' && status === null,
    },
    {
      name: 'priority',
      label: 'Priority',
      value: priority === null ? '' : String(priority),
      options: withAny(
        [...PRIORITIES].reverse().map((value) => ({ value: String(value), label: PRIORITY_NAMES[value] })),
      ),
      resolve: (value) => ({ priority: PRIORITIES.find((known) => String(known) === value) ?? null }),
    },
    {
      name: 'due',
      label: 'Due',
      value: due ?? '',
      options: withAny((['any', 'none'] as const).map((value) => ({ value, label: DUE_NAMES[value] }))),
      resolve: (value) => ({ due: value === 'any' || value === 'none' ? value : null }),
      isIdle: view !== 'all' && view !== 'done' && due === null,
    },
    {
      name: 'tag',
      label: 'Tag',
      value: tag ?? '',
      options: withAny([...names].map((value) => ({ value, label: `#${value}` }))),
      resolve: (value) => ({ tag: value === '' ? null : value }),
      isIdle: names.size === 0,
    },
  ];
  return choices.filter(({ isIdle }) => !isIdle);
}

/** What is set beside the view, in words, and what taking it away changes. */
export function describeSettings(query: BoardQuery): readonly { label: string; cleared: Partial<BoardQuery> }[] {
  const { status, priority, due, tag, sort, order } = query;
  return [
    ...(tag === null ? [] : [{ label: `#${tag}`, cleared: { tag: null } }]),
    ...(status === null ? [] : [{ label: STATUS_NAMES[status], cleared: { status: null } }]),
    ...(priority === null
      ? []
      : [{ label: `Priority: ${PRIORITY_NAMES[priority].toLowerCase()}`, cleared: { priority: null } }]),
    ...(due === null ? [] : [{ label: DUE_NAMES[due], cleared: { due: null } }]),
    ...(sort === null ? [] : [{ label: describeSort(sort, order), cleared: { sort: null, order: null } }]),
  ];
}

function describeSort(sort: Sort, order: Order | null): string {
  const choices = ORDER_CHOICES[sort];
  const chosen = choices.find((choice) => choice.order === order) ?? choices[0];
  return `${SORT_NAMES[sort]}: ${chosen?.label.toLowerCase() ?? ''}`;
}

function withAny(options: Choice['options']): Choice['options'] {
  return [{ value: '', label: 'Any' }, ...options];
}
