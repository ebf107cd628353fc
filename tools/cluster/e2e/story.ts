import { it } from 'vitest';

/** Like `it`, for tests that stand on each other: after the first that fails, the others fail at once with its cause. */
export function createStory(): (name: string, body: () => Promise<void>) => void {
  let first: Error | undefined;
  return (name, body) => {
    it(name, async () => {
      if (first) throw first;
      try {
        await body();
      } catch (cause) {
        first = new Error(`not run, since "${name}" failed: ${cause instanceof Error ? cause.message : String(cause)}`);
        throw cause;
      }
    });
  };
}
