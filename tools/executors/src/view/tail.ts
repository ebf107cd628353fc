import { closeSync, openSync, readSync } from 'node:fs';

/** Reads what others append to a file. */
export interface Tail {
  /** The lines that were completed since the last time. */
  read: () => string[];
  close: () => void;
}

/** Follows a file from where it ends now; it is made if it is not there. */
export function openTail(file: string): Tail {
  const descriptor = openSync(file, 'a+', 0o600);
  const chunk = Buffer.alloc(1 << 16);
  let rest = Buffer.alloc(0);
  let offset = 0;
  const readChunk = (): boolean => {
    const size = readSync(descriptor, chunk, 0, chunk.length, offset);
    offset += size;
    rest = Buffer.concat([rest, chunk.subarray(0, size)]);
    return size > 0;
  };
  const read = (): string[] => {
    while (readChunk());
    // whole lines only: a character may be half there
    const end = rest.lastIndexOf('\n') + 1;
    const lines = rest.subarray(0, end).toString('utf8').split('\n').slice(0, -1);
    rest = rest.subarray(end);
    return lines;
  };
  read();
  return {
    read,
    close: () => {
      closeSync(descriptor);
    },
  };
}
