/** One instruction of a Dockerfile, its continuation lines joined. */
export interface Instruction {
  /** Number of its first line, counted from 1. */
  line: number;
  /** The keyword in capitals, such as `RUN`. */
  keyword: string;
  /** What follows the keyword, on one line. */
  rest: string;
}

/** One build stage: its FROM and what follows. */
export interface Stage {
  /** The name after `AS`, if it has one. */
  name: string | undefined;
  /** What stands after FROM, arguments not yet replaced. */
  from: string;
  /** FROM first. */
  instructions: readonly Instruction[];
}

/** A Dockerfile, taken apart. */
export interface Dockerfile {
  /** Arguments before the first FROM, with their defaults as written. */
  globalArgs: ReadonlyMap<string, string>;
  stages: readonly Stage[];
}

/** Takes the text of a Dockerfile apart. What it cannot read it leaves to the engine to refuse. */
export function parseDockerfile(text: string): Dockerfile {
  const globalArgs = new Map<string, string>();
  const stages: { name: string | undefined; from: string; instructions: Instruction[] }[] = [];
  for (const instruction of parseInstructions(text)) {
    if (instruction.keyword === 'FROM') {
      const words = instruction.rest.split(' ').filter((word) => !word.startsWith('--'));
      const name = words[1]?.toUpperCase() === 'AS' ? words[2] : undefined;
      stages.push({ name, from: words[0] ?? '', instructions: [instruction] });
    } else if (stages.length > 0) {
      stages.at(-1)?.instructions.push(instruction);
    } else if (instruction.keyword === 'ARG') {
      for (const word of instruction.rest.split(' ')) {
        const [name = '', ...value] = word.split('=');
        globalArgs.set(name, value.join('=').replace(/^"(.*)"$/, '$1'));
      }
    }
  }
  return { globalArgs, stages };
}

/** Replaces `$NAME`, `${NAME}` and `${NAME:-default}` by the values given, again and again until none is left. */
export function expandArgs(text: string, values: ReadonlyMap<string, string>): string {
  const expanded = text.replace(
    /\$(?:\{(\w+)(?::-([^}]*))?\}|(\w+))/g,
    (_, braced: string | undefined, fallback: string | undefined, bare: string | undefined) =>
      values.get(braced ?? bare ?? '') || (fallback ?? ''),
  );
  return expanded === text ? text : expandArgs(expanded, values);
}

function parseInstructions(text: string): Instruction[] {
  const instructions: Instruction[] = [];
  let open: { line: number; parts: string[] } | undefined;
  let heredoc: string | undefined;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (heredoc) {
      if (line === heredoc) heredoc = undefined;
      continue;
    }
    if (line.startsWith('#') || (line === '' && !open)) continue;
    open ??= { line: index + 1, parts: [] };
    open.parts.push(line.replace(/\\$/, '').trim());
    if (line.endsWith('\\') || line === '') continue;
    const [, keyword = '', rest = ''] = /^(\S+)\s*(.*)$/.exec(open.parts.filter(Boolean).join(' ')) ?? [];
    instructions.push({ line: open.line, keyword: keyword.toUpperCase(), rest: rest.replace(/\s+/g, ' ') });
    heredoc = /<<-?["']?(\w+)["']?/.exec(rest)?.[1];
    open = undefined;
  }
  return instructions;
}
