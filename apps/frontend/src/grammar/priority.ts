import type { Priority } from '@/tasks/task';
import { END, matchAt } from './text';

export const PRIORITY_LABELS = ['No priority', 'Low priority', 'Medium priority', 'High priority'] as const;

const PATTERN = new RegExp(`(?:p(?<rank>[123])|!(?<name>high|medium|low))${END}`, 'iy');
const MEANINGS: Record<string, Priority> = { 1: 3, 2: 2, 3: 1, high: 3, medium: 2, low: 1 };

/** A priority that begins at one place of a text; `p1` is the first, so the high one. */
export function matchPriority(text: string, at: number): { end: number; priority: Priority } | null {
  const match = matchAt(PATTERN, text, at);
  const { rank, name = '' } = match?.groups ?? {};
  const priority = MEANINGS[rank ?? name.toLowerCase()];
  return match && priority !== undefined ? { end: at + match[0].length, priority } : null;
}
