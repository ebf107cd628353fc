const noise = /^[\s*]*$|^\s+at |^Node\.js v\d|^\s*[\^~]+\s*$|^[\s}\])]+$/;

/** The last lines of a log that say something, at most `lines`. Pure. */
export function excerpt(log: string, lines: number): string[] {
  return log
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line.trim() !== '')
    .slice(-lines);
}

/** The one line of a log that names the cause: the last that is no stack frame and not all redacted; of a JSON line, its message. Pure. */
export function findTellingLine(log: string): string | undefined {
  const line = log
    .split('\n')
    .filter((each) => !noise.test(each))
    .at(-1);
  return line === undefined ? undefined : readMessage(line.trim());
}

function readMessage(line: string): string {
  if (!line.startsWith('{')) return line;
  try {
    const entry = JSON.parse(line) as Record<string, unknown>;
    const said = entry['error'] ?? entry['message'] ?? entry['msg'] ?? entry['event'];
    return typeof said === 'string' ? said : line;
  } catch {
    return line;
  }
}
