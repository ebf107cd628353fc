/**
 * How dates are written. The pages are in English, so that of the languages a browser prefers only the English ones
 * count; who names none gets days before months and a clock of 24 hours, as most of the world has it.
 * @param accepted the header `Accept-Language`
 */
export function chooseLocale(accepted: string | null): string {
  const tags = (accepted ?? '').split(',').map((part) => part.split(';')[0]?.trim() ?? '');
  const english = tags.find((tag) => /^en-[A-Z]{2}$/i.test(tag));
  return english === undefined ? 'en-GB' : `en-${english.slice(3).toUpperCase()}`;
}
