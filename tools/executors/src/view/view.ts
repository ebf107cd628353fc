import type { TaskEvent } from '../lib/events';

/** How a start is shown while it goes on, and how it ended. */
export interface View {
  /** Something that one of our programs said. */
  hear(event: TaskEvent): void;
  /** A line that Nx printed: its own, or one of a task. */
  read(line: string): void;
  /** Somebody wants it to end; from here on Nx may pass nothing on. */
  interrupt(): void;
  /** Called ten times a second. */
  tick(): void;
  /** Nothing comes any more. */
  end(exitCode: number): void;
}
