/** Some words, maybe with stress. Nothing in them is a link, an image or markup. */
export interface Words {
  text: string;
  isStrong: boolean;
}

/** Paragraphs keep their lines; a list that begins at another number than 1 says so. */
export type Block =
  | { kind: 'paragraph'; lines: readonly (readonly Words[])[] }
  | { kind: 'list'; start: number | null; items: readonly (readonly Words[])[] };

const BULLET = /^\s*[-*•]\s+(?<item>\S.*)$/u;
const NUMBER = /^\s*(?<number>\d{1,3})[.)]\s+(?<item>\S.*)$/u;
const STRONG = /\*\*(?=\S)(.+?)(?<=\S)\*\*/u;

/** The paragraphs and lists that a text consists of. What else looks like markup stays text, letter by letter. Pure. */
export function parseProse(text: string): readonly Block[] {
  return text.split('\n').reduce<readonly Block[]>(addLine, []).filter(hasWords);
}

function addLine(blocks: readonly Block[], line: string): readonly Block[] {
  const last = blocks.at(-1);
  const before = blocks.slice(0, -1);
  if (line.trim() === '') return [...blocks, { kind: 'paragraph', lines: [] }];
  const number = NUMBER.exec(line)?.groups;
  const item = number?.['item'] ?? BULLET.exec(line)?.groups?.['item'];
  if (item !== undefined) {
    const start = number ? Number(number['number']) : null;
    const items = [parseWords(item)];
    if (last?.kind !== 'list' || (last.start === null) !== (start === null)) {
      return [...blocks, { kind: 'list', start, items }];
    }
    return [...before, { ...last, items: [...last.items, ...items] }];
  }
  if (last?.kind !== 'paragraph') return [...blocks, { kind: 'paragraph', lines: [parseWords(line)] }];
  return [...before, { ...last, lines: [...last.lines, parseWords(line)] }];
}

function parseWords(text: string): readonly Words[] {
  return text
    .split(STRONG)
    .map((words, index) => ({ text: words, isStrong: index % 2 === 1 }))
    .filter((words) => words.text !== '');
}

function hasWords(block: Block): boolean {
  return block.kind === 'list' || block.lines.length > 0;
}
