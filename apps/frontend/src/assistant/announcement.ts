import type { Card } from './card';
import type { Answer } from './conversation';
import { describeCard, isLooking, saysMore } from './verbs';

export interface Announcement {
  /** The same for the same words, however much comes before them later. */
  key: string;
  text: string;
}

const SENTENCE_END = /(?<=[.!?…:]["”’)]?)\s+|\n+/u;

/** What a screen reader is told of an answer: each sentence once it is complete, each card once it has an outcome. */
export function listAnnouncements({ parts, state }: Answer): readonly Announcement[] {
  return parts.flatMap((part, index) => {
    if (part.kind === 'card') {
      return part.card.state === 'running' ? [] : [{ key: `${index}`, text: announceCard(part.card) }];
    }
    const sentences = part.text.split(SENTENCE_END);
    const isComplete = state !== 'running' || index < parts.length - 1;
    return (isComplete ? sentences : sentences.slice(0, -1))
      .map((text, at) => ({ key: `${index}.${at}`, text }))
      .filter(({ text }) => text.trim() !== '');
  });
}

/** The headline with what is to be seen below it, as one sentence or two. */
function announceCard(card: Card): string {
  const titles = isLooking(card.name) ? '' : card.tasks.map(({ title }) => title).join(', ');
  const said = `${describeCard(card)}${titles === '' ? '' : `: ${titles}`}.`;
  return saysMore(card) ? `${said} ${card.summary}` : said;
}
