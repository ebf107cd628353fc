const NUMBERS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

/** Patterns of one name each, for use inside a larger pattern. */
export const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?|september|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
export const WEEKDAY =
  '(?:mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)';
export const COUNT = String.raw`(?:\d{1,3}|an?|${NUMBERS.join('|')})`;

/** The number of a month, January is 1. */
export function readMonth(name: string): number {
  return indexOf('jan feb mar apr may jun jul aug sep oct nov dec', name);
}

/** The number of a weekday, Monday is 1. */
export function readWeekday(name: string): number {
  return indexOf('mon tue wed thu fri sat sun', name);
}

/** The number that a word stands for; 0 for none. */
export function readCount(word: string): number {
  if (/^an?$/i.test(word)) return 1;
  return /^\d/.test(word) ? Number(word) : NUMBERS.indexOf(word.toLowerCase()) + 1;
}

function indexOf(names: string, name: string): number {
  return names.split(' ').indexOf(name.slice(0, 3).toLowerCase()) + 1;
}
