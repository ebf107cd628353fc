import { parseTag } from './tag';
import { type BoardQuery, type Filters, ORDERS, SORTS, STATUSES, VIEWS } from './task';

/** What an address asks for. A null view is the plain address, where the board decides with what to greet. */
export type Address = Omit<BoardQuery, 'view'> & { view: BoardQuery['view'] | null };

/** Query parameters, of a page's props or of the address bar. */
export type Parameters = URLSearchParams | Readonly<Record<string, string | readonly string[] | undefined>>;

export const SEARCH_LIMIT = 200;
export const PRIORITIES = [0, 1, 2, 3] as const;

const DUES = ['any', 'none'] as const;

export const NO_FILTERS: Filters = { search: '', status: null, priority: null, tag: null, due: null };
const PLAIN: Address = { ...NO_FILTERS, view: null, sort: null, order: null };

/** The address in its parts. Whatever makes no sense counts as not said, for addresses are typed and cut by people. */
export function parseAddress(parameters: Parameters): Address {
  const read = (name: string) => readFirst(parameters, name);
  const address: Address = {
    view: choose(VIEWS, read('view')),
    search: cleanSearch(read('q')),
    status: choose(STATUSES, read('status')),
    priority: PRIORITIES.find((priority) => String(priority) === read('priority')) ?? null,
    tag: parseTag(read('tag')),
    due: choose(DUES, read('due')),
    sort: choose(SORTS, read('sort')),
    order: choose(ORDERS, read('order')),
  };
  // a search or a filter without a view looks through everything
  const asksForMore = formatAddress(address) !== '/';
  return address.view === null && asksForMore ? { ...address, view: 'all' } : address;
}

/** The address of a list, with nothing in it that goes without saying. */
export function formatAddress(address: Address): string {
  const { view, search, status, priority, tag, due, sort, order } = address;
  const parts = Object.entries({ view, q: search, tag, priority, due, status, sort, order })
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`);
  return parts.length === 0 ? '/' : `/?${parts.join('&')}`;
}

/** A view with nothing that narrows it. */
export function openView(view: BoardQuery['view']): BoardQuery {
  return { ...PLAIN, view };
}

/** Where somebody lands who asks for nothing: on today if it holds something, else on all there is. */
export function resolveLanding(address: Address, todayCount: number): BoardQuery {
  return { ...address, view: address.view ?? (todayCount > 0 ? 'today' : 'all') };
}

/** A search as it was typed, less what is no text to the backend, and no longer than it takes. */
export function cleanSearch(text: string): string {
  return [...text.replace(/[\p{Cc}\p{Cs}]/gu, ' ')].slice(0, SEARCH_LIMIT).join('');
}

/** How many filters are set, the search not counted. */
export function countFilters({ status, priority, tag, due }: Filters): number {
  return [status, priority, tag, due].filter((value) => value !== null).length;
}

/** Whether anything narrows the view, a search or a filter. */
export function hasFilters(filters: Filters): boolean {
  return filters.search.trim() !== '' || countFilters(filters) > 0;
}

export function isSameQuery(a: BoardQuery, b: BoardQuery): boolean {
  return formatAddress(a) === formatAddress(b);
}

function choose<T>(known: readonly T[], value: string): T | null {
  return known.find((item) => item === value) ?? null;
}

function readFirst(parameters: Parameters, name: string): string {
  if (parameters instanceof URLSearchParams) return parameters.get(name) ?? '';
  const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  return (typeof value === 'string' ? value : value?.[0]) ?? '';
}
