/** The last line that is an object's name of git and nothing else. Pure. */
export function findBaseLine(output: string): string | undefined {
  return output.split('\n').findLast((line) => /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(line));
}
