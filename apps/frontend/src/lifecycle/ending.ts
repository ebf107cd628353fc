import { setMaxListeners } from 'node:events';

/** Next bundles route handlers and the code of the start apart from each other; both find it under this name. */
const NAME = Symbol.for('todo-app.ending');

type Shared = typeof globalThis & { [NAME]?: AbortController };

function share(): AbortController {
  const shared = globalThis as Shared;
  if (shared[NAME]) return shared[NAME];
  const controller = new AbortController();
  // every open event stream listens
  setMaxListeners(0, controller.signal);
  shared[NAME] = controller;
  return controller;
}

/** Aborted as soon as this process has been told to end. */
export function endingSignal(): AbortSignal {
  return share().signal;
}

/** Tells everyone who listens that this process is about to end. */
export function beginEnding(): void {
  share().abort();
}
