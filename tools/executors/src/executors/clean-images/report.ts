import { formatBytes } from '../container/report';
import { sumBytes, type Removal } from './choose';
import { shortName } from './needs';

/** What was found in one store, and what became of it. */
export interface CleanedStore {
  kind: 'engine' | 'node' | 'registry';
  name: string;
  removals: readonly Removal[];
  /** Whether they are removed where that is wished, or only told. */
  isCleaned: boolean;
  /** What could not be removed, and why. */
  failures: readonly string[];
}

/** One paragraph for each store, then what to type. Pure. */
export function formatCleaning(stores: readonly CleanedStore[], isDry: boolean, command: string): string {
  const found = stores.flatMap(({ removals }) => removals);
  const lines = stores.flatMap((store) => formatStore(store, isDry));
  if (found.length === 0) return [...lines, 'Every image of ours is needed.'].join('\n');
  return [...lines, isDry ? `Nothing was removed. To remove them: ${command} --dryRun=false` : 'Removed.'].join('\n');
}

function formatStore({ kind, name, removals, isCleaned, failures }: CleanedStore, isDry: boolean): string[] {
  const count = `${removals.length} ${removals.length === 1 ? 'image' : 'images'} of ours that nothing needs`;
  const only = isDry || isCleaned || removals.length === 0 ? '' : ', left alone: see --registry';
  const rows = removals.map(({ image, names }) => {
    const what =
      names.length > 0 ? [...new Set(names.map(shortName))].join(' ') : `${image.id?.slice(0, 19)} without a name`;
    return `  ${formatBytes(image.sizeBytes).padStart(9)}  ${what}`;
  });
  const size = removals.length === 0 ? '' : `, at most ${formatBytes(sumBytes(removals))}`;
  return [
    `${kind.padEnd(8)} ${name}: ${count}${size}${only}`,
    ...rows,
    ...failures.map((line) => `  not removed: ${line}`),
  ];
}
