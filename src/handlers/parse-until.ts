import { parseMinimumAge } from '../rules/minimum-age.ts';

const DATE = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/;

/**
 * When something ends, in Unix milliseconds: a date (its beginning, UTC), a time with its zone, or how long from now. Or
 * why it cannot be used, and what to write instead.
 */
export function parseUntil(text: string, now: number): number | { readonly why: string } {
  const span = parseMinimumAge(text);
  const until = 'milliseconds' in span ? now + span.milliseconds : DATE.test(text) ? Date.parse(text) : Number.NaN;
  if (until > now) return until;
  const why = Number.isNaN(until) ? 'is no time' : 'is over already';
  return { why: `${text} ${why}; write 2026-12-24, 2026-12-24T18:00Z, or 2h, 7d from now` };
}
