/**
 * The same stream, but with a regular end as soon as the signal is aborted: the reader sees that it is over, not that it
 * broke, and the source is told that nobody reads on.
 */
export function streamUntil<T>(source: ReadableStream<T>, end: AbortSignal): ReadableStream<T> {
  const reader = source.getReader();
  let forget = (): void => undefined;
  return new ReadableStream<T>({
    start(controller) {
      const stop = (): void => {
        controller.close();
        reader.cancel().catch(() => undefined);
      };
      forget = () => {
        end.removeEventListener('abort', stop);
      };
      end.addEventListener('abort', stop, { once: true });
      if (end.aborted) stop();
    },
    async pull(controller) {
      const part = await reader.read().catch((error: unknown) => {
        forget();
        throw error;
      });
      if (end.aborted) return;
      if (!part.done) {
        controller.enqueue(part.value);
        return;
      }
      forget();
      controller.close();
    },
    async cancel(reason) {
      forget();
      await reader.cancel(reason);
    },
  });
}
