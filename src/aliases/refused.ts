import type { Outcome } from './outcome.ts';

export const refused: Outcome = {
  action: 'refused',
  from: null,
  to: null,
  why: 'a real object stands at the alias key, and is never replaced; move it away, or set onConflict: replace',
};
