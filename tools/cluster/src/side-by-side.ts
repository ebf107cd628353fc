import { joinSignals } from '@todo-app/executors';

type Task<T> = (signal: AbortSignal) => Promise<T>;

/** Runs tasks side by side. The first failure ends the others, and is thrown when all of them are gone. */
export async function sideBySide<T extends unknown[]>(
  signal: AbortSignal,
  ...tasks: { [K in keyof T]: Task<T[K]> }
): Promise<T> {
  const failed = new AbortController();
  const either = joinSignals(signal, failed.signal);
  let cause: unknown;
  const settled = await Promise.allSettled(
    tasks.map(async (task: Task<unknown>) => {
      try {
        return await task(either);
      } catch (error) {
        cause ??= error;
        failed.abort();
        throw error;
      }
    }),
  );
  if (cause !== undefined) throw cause;
  return settled.map((result) => (result.status === 'fulfilled' ? result.value : undefined)) as T;
}
