import { cpus, loadavg, totalmem } from 'node:os';

/** On what the figures were taken. */
export interface Machine {
  processor: string;
  cores: number;
  gigabytes: number;
  /** Processes that wanted a core in the minute before the start. */
  load: number;
  time: Date;
}

/** Reads it. */
export function readMachine(): Machine {
  const [first] = cpus();
  return {
    processor: first?.model.trim() ?? 'unknown',
    cores: cpus().length,
    gigabytes: totalmem() / 1e9,
    load: loadavg()[0] ?? 0,
    time: new Date(),
  };
}
