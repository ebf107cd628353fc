import type { Capture } from '@/grammar/capture';
import type { TaskFields } from './task';

/** What a line says, as the fields of a task; a time is meant in the zone of the person who typed it. */
export function toTaskFields({ title, priority, tags, due }: Capture, zone: string): TaskFields {
  return { title, notes: '', priority, tags, due: due && { ...due, zone: due.time === null ? null : zone } };
}
