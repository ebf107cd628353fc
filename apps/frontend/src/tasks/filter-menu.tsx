'use client';

import { Fragment, useId } from 'react';
import button from '@/ui/button.module.css';
import segments from '@/ui/segments.module.css';
import { useBoardState } from './board-context';
import { countFilters, NO_FILTERS } from './board-query';
import { ORDER_CHOICES, resolveChoices } from './filter-choices';
import type { BoardQuery } from './task';
import { useGoTo } from './use-address';
import { FilterIcon } from './view-icons';
import styles from './filter-menu.module.css';

/** Filters and the order of the list, in a popover: the browser closes it on Escape and outside clicks. */
export function FilterMenu() {
  const query = useBoardState((state) => state.query);
  const tags = useBoardState(({ summary }) => summary?.tags);
  const goTo = useGoTo();
  const id = useId();
  const count = countFilters(query);
  const set = (changes: Partial<BoardQuery>) => {
    goTo({ ...query, ...changes });
  };
  return (
    <>
      <button type="button" className={styles.open} popoverTarget="filters" data-set={count > 0}>
        <FilterIcon />
        <span className={styles.label}>Filter</span>
        {count > 0 && (
          <span className={styles.count}>
            {count}
            <span className="visually-hidden"> set</span>
          </span>
        )}
      </button>
      <div id="filters" popover="auto" className={styles.menu} role="group" aria-label="Filter and sort">
        {resolveChoices(query, tags ?? []).map(({ name, label, value, options, resolve }) => (
          <Fragment key={name}>
            <div className={styles.choice}>
              <label htmlFor={`${id}-${name}`}>{label}</label>
              <select
                id={`${id}-${name}`}
                value={value}
                onChange={(event) => {
                  set(resolve(event.target.value));
                }}
              >
                {options.map((option) => (
                  <option key={option.value} value={option.value}>
                    {option.label}
                  </option>
                ))}
              </select>
            </div>
            {name === 'sort' && <OrderChoice query={query} onChange={set} />}
          </Fragment>
        ))}
        <button
          type="button"
          className={button.quiet}
          disabled={count === 0 && query.sort === null}
          onClick={() => {
            set({ ...NO_FILTERS, search: query.search, sort: null, order: null });
          }}
        >
          Clear all
        </button>
      </div>
    </>
  );
}

function OrderChoice({ query, onChange }: { query: BoardQuery; onChange: (changes: Partial<BoardQuery>) => void }) {
  if (query.sort === null) return null;
  return (
    <fieldset className={`${segments.segments} ${styles.orders}`}>
      <legend className="visually-hidden">Order</legend>
      {ORDER_CHOICES[query.sort].map(({ order, label }, index) => (
        <label key={order}>
          <input
            type="radio"
            name="order"
            checked={query.order === null ? index === 0 : query.order === order}
            onChange={() => {
              onChange({ order: index === 0 ? null : order });
            }}
          />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
