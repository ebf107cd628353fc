/** One thing that happened, as `--json` prints it. */
export interface DeployEvent {
  event: 'step' | 'result';
  [field: string]: unknown;
}

/** What a deploy says while it works. */
export interface Output {
  /** One finished step: a name of one word, what came of it, and how long it took since the step before. */
  step(name: string, text: string): void;
  /** What another program said; printed with `verbose` only. */
  detail(line: string): void;
  /** The end: printed as it is, or as an event with these fields. */
  result(text: string, fields: Readonly<Record<string, unknown>>): void;
}

/** Prints steps to `write`, as aligned text or as JSON events. */
export function createOutput(
  { json, verbose }: { json: boolean; verbose: boolean },
  write: (line: string) => void,
  now: () => number = Date.now,
): Output {
  let last = now();
  const emit = (event: DeployEvent): void => {
    write(JSON.stringify({ time: new Date(now()).toISOString(), ...event }));
  };
  return {
    step: (name, text) => {
      const seconds = (now() - last) / 1000;
      last = now();
      if (json) emit({ event: 'step', step: name, text, seconds });
      else write(`${name.padEnd(8)} ${text.padEnd(60)} ${seconds.toFixed(1).padStart(5)} s`);
    },
    detail: (line) => {
      if (verbose && !json) write(`         ${line}`);
    },
    result: (text, fields) => {
      if (json) emit({ event: 'result', ...fields });
      else write(text);
    },
  };
}
