/** How a start is shown: one table, the lines of its steps, everything that is said, or events for programs. */
export type Mode = 'table' | 'steps' | 'everything' | 'json';

/** What was typed after `npm start --`, taken apart. */
export interface Wish {
  mode: Mode;
  /** What Nx is told. */
  words: readonly string[];
}

/** Where the output goes to. */
export interface Place {
  isTerminal: boolean;
  /** In lines and characters: 0 × 0 where a pseudo-terminal was opened by a program that gave it no size. */
  height: number;
  width: number;
  env: Readonly<Record<string, string | undefined>>;
}

/** Decides how it is shown; what is not about that is for Nx. Pure. */
export function resolveWish(argv: readonly string[], place: Place): Wish {
  const has = (name: string): boolean => argv.includes(name);
  const words = argv.filter((word) => word !== '--json' && word !== '--verbose');
  const isStyled = words.some((word) => word.startsWith('--outputStyle') || word.startsWith('--output-style'));
  return {
    mode: has('--json') ? 'json' : has('--verbose') ? 'everything' : canDraw(place) ? 'table' : 'steps',
    words: isStyled ? words : [...words, '--outputStyle=stream'],
  };
}

/** Whether lines can be drawn over, and somebody sees it. */
function canDraw({ isTerminal, height, width, env }: Place): boolean {
  return isTerminal && height > 0 && width > 0 && env['TERM'] !== 'dumb' && !env['CI'];
}
