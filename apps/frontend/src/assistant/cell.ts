/** A value that tells when it changed; what `useSyncExternalStore` wants. */
export interface Cell<T> {
  read: () => T;
  subscribe: (listener: () => void) => () => void;
}

/** A cell of an object, and the only way to change it: some members at a time, which makes a new object. */
export function createCell<T extends object>(first: T): Cell<T> & { change: (members: Partial<T>) => void } {
  let value = first;
  const listeners = new Set<() => void>();
  return {
    read: () => value,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    change: (members) => {
      value = { ...value, ...members };
      for (const listener of listeners) listener();
    },
  };
}
