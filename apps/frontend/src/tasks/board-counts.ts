import type { Patiently } from './patience';
import type { Summary } from './task';

interface CountsContext {
  summarize: () => Promise<Summary>;
  onSummary: (summary: Summary) => void;
  patiently: Patiently;
  wait: (seconds: number) => Promise<void>;
}

/** Changes come in bursts; one count is enough for those of this time. */
const PAUSE_SECONDS = 0.2;

/** Fetches the counts of the views, once for several requests at a time. A failure leaves them as they were. */
export function createCounts({ summarize, onSummary, patiently, wait }: CountsContext): () => Promise<void> {
  let isCounting = false;
  let isDue = false;

  return async function count(): Promise<void> {
    isDue = true;
    if (isCounting) return;
    isCounting = true;
    while (isDue) {
      await wait(PAUSE_SECONDS);
      isDue = false;
      await patiently(summarize).then(onSummary, () => undefined);
    }
    isCounting = false;
  };
}
