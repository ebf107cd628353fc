import { readWall, type WallTime } from '@/tasks/calendar';

/** When and where something is typed: decides what "today" is. */
export interface Moment {
  now: Date;
  /** The IANA name of the person's zone, `Europe/Berlin`. */
  zone: string;
}

/** A moment together with what calendar and clock say then. */
export interface Now extends Moment, WallTime {}

export function readNow({ now, zone }: Moment): Now {
  return { now, zone, ...readWall(now, zone) };
}
