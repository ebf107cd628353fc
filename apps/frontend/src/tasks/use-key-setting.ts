'use client';

import { useEffect, useState } from 'react';

const NAME = 'todo.single-keys';

/**
 * Whether single keys act on the board, as this browser remembers it. Who speaks to the computer, or hits keys by
 * accident, can turn them off.
 */
export function useKeySetting(): [isOn: boolean, set: (isOn: boolean) => void] {
  const [isOn, setIsOn] = useState(true);
  useEffect(() => {
    setIsOn(readSetting());
  }, []);
  return [
    isOn,
    (next) => {
      setIsOn(next);
      writeSetting(next);
    },
  ];
}

/** Storage can be forbidden; the keys work then, as they do for everybody at first. */
function readSetting(): boolean {
  try {
    return localStorage.getItem(NAME) !== 'off';
  } catch {
    return true;
  }
}

function writeSetting(isOn: boolean): void {
  try {
    localStorage.setItem(NAME, isOn ? 'on' : 'off');
  } catch {
    // it holds until the page is left
  }
}
