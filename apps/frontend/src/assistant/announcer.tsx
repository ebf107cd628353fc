import { listAnnouncements } from './announcement';
import type { Answer } from './conversation';
import type { Letter } from './failure-letter';

/** Tells a screen reader of an answer, in whole sentences and without haste. What is said stays, so that it is said once. */
export function Announcer({ answer, letter }: { answer: Answer | undefined; letter: Letter | undefined }) {
  return (
    <div role="log" aria-live="polite" aria-label="New in the conversation" className="visually-hidden">
      {answer && listAnnouncements(answer).map(({ key, text }) => <p key={`${answer.key} ${key}`}>{text}</p>)}
      {answer && letter && <p key={`${answer.key} letter`}>{`${letter.title} ${letter.text}`.trim()}</p>}
    </div>
  );
}
