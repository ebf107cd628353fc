/** One event of a stream. */
export interface StreamEvent {
  name: string;
  data: string;
}

/** Cuts a stream of server-sent events into events; comments, such as pings, are none. */
export function createEventReader(onEvent: (event: StreamEvent) => void): (part: Buffer | string) => void {
  let rest = '';
  return (part) => {
    // the line feed of a carriage return may come with the next part
    rest = (rest + String(part)).replace(/\r\n|\r(?!$)/g, '\n');
    const blocks = rest.split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = block.split('\n').map((line) => /^(event|data): ?(.*)$/.exec(line));
      const values = (wanted: string) => fields.flatMap((field) => (field?.[1] === wanted ? [field[2] ?? ''] : []));
      const data = values('data').join('\n');
      const [name = 'message'] = values('event');
      if (data !== '' || name !== 'message') onEvent({ name, data });
    }
  };
}
