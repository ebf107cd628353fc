/** Reads a value of unknown shape as a `T`, or says where it is something else. */
export type Read<T> = (value: unknown, at: string) => T;

/** JSON that is not what was agreed. Names the place; it is for us, not for the person in front of the screen. */
export class ShapeError extends Error {
  constructor(at: string, expected: string, value: unknown) {
    super(`Read ${at}: expected ${expected}, got ${JSON.stringify(value)?.slice(0, 80) ?? 'nothing'}.`);
    this.name = 'ShapeError';
  }
}

export const string: Read<string> = (value, at) => {
  if (typeof value !== 'string') throw new ShapeError(at, 'a string', value);
  return value;
};

export const number: Read<number> = (value, at) => {
  if (typeof value !== 'number') throw new ShapeError(at, 'a number', value);
  return value;
};

/** One of some words or numbers. They come as the members of an object, so that the compiler misses none. */
export function oneOf<T extends string | number>(words: Readonly<Record<T, true>>): Read<T> {
  return (value, at) => {
    const isOne = (typeof value === 'string' || typeof value === 'number') && Object.hasOwn(words, value);
    if (!isOne) throw new ShapeError(at, Object.keys(words).join('|'), value);
    return value as T;
  };
}

/** Null stands for what is absent too. */
export function nullable<T>(read: Read<T>): Read<T | null> {
  return (value, at) => (value === null || value === undefined ? null : read(value, at));
}

export function list<T>(read: Read<T>): Read<T[]> {
  return (value, at) => {
    if (!Array.isArray(value)) throw new ShapeError(at, 'a list', value);
    return value.map((item: unknown, index) => read(item, `${at}/${index}`));
  };
}

/** An object, whatever is in it. */
export const object: Read<Record<string, unknown>> = (value, at) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ShapeError(at, 'an object', value);
  return value as Record<string, unknown>;
};

/** An object with at least these members; more are none of our business. */
export function record<T extends object>(members: { [K in keyof T]-?: Read<T[K]> }): Read<T> {
  return (value, at) => {
    const given = object(value, at);
    const names = Object.keys(members) as (keyof T & string)[];
    return Object.fromEntries(names.map((name) => [name, members[name](given[name], `${at}/${name}`)])) as T;
  };
}

/** What a reader gives, said in our own words. */
export function mapped<T, U>(read: Read<T>, reshape: (value: T) => U): Read<U> {
  return (value, at) => reshape(read(value, at));
}
