/** What one may say to the assistant; each shows something that a plain list cannot do. */
export const PROMPT_EXAMPLES = [
  'What is due today and what is overdue?',
  'Move everything overdue to Monday morning',
  'Add buy stamps, call Ana tomorrow at 9 and pay rent on Friday',
] as const;

/** What works without the assistant. */
export const COMMAND_EXAMPLES = ['add pay rent tomorrow 9am #home p1', 'done milk', 'list today', 'undo'] as const;
