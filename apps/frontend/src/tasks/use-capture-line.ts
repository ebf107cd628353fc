'use client';

import { useEffect, useState } from 'react';
import { type Capture, parseCapture } from '@/grammar/capture';
import { type Range, shiftRanges } from '@/grammar/range';
import { dropLastWord, readLastWord } from '@/grammar/text';

/** How long somebody who types does not, before the last word counts as finished. */
const PAUSE_MS = 400;

interface Line {
  text: string;
  /** Chips that were removed. */
  ignored: readonly Range[];
}

const EMPTY: Line = { text: '', ignored: [] };

/** A line that is being typed, and how it is understood. */
export interface CaptureLine {
  text: string;
  /**
   * What to show while typing: without a last word that may be unfinished, so that `Call fri` does not say "Friday"
   * for the moment before it is `Call friends`.
   */
  shown: Capture;
  /** What Enter makes of the line. */
  whole: Capture;
  type: (text: string) => void;
  /** Has some characters taken literally. */
  ignore: (range: Range) => void;
  clear: () => void;
}

export function useCaptureLine(zone: string): CaptureLine {
  const [line, setLine] = useState(EMPTY);
  const [paused, setPaused] = useState('');
  const { text, ignored } = line;
  const { locale } = new Intl.DateTimeFormat().resolvedOptions();
  const parse = (part: string) => parseCapture(part, { now: new Date(), zone, locale, ignored });

  useEffect(() => {
    const timer = setTimeout(() => {
      setPaused(text);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [text]);

  return {
    text,
    shown: parse(readLastWord(text) === readLastWord(paused) ? text : dropLastWord(text)),
    whole: parse(text),
    type: (next) => {
      setLine({ text: next, ignored: shiftRanges(ignored, text, next) });
    },
    ignore: ({ start, end }) => {
      setLine({ text, ignored: [...ignored, { start, end }] });
    },
    clear: () => {
      setLine(EMPTY);
    },
  };
}
