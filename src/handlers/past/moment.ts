import { parseMinimumAge } from '../../rules/compile/minimum-age.ts';

/** A date, and possibly a time with its zone. */
const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?$/;

/** What a person can write for a moment. */
export const MOMENT_EXAMPLES = '2026-10-01, 2026-10-01T08:30Z, 2026-10-01T08:30:00+08:00, or 2h, 7d for a time ago';

/**
 * Parses a moment that is not in the future: a date (its start in UTC), a time with its zone, or a duration before now.
 *
 * @param now Unix milliseconds.
 * @returns Unix milliseconds, or why the text cannot be used and what to write instead. The reason continues a sentence that
 * begins with the name of the field.
 */
export function parseMoment(text: string, now: number): number | { readonly why: string } {
  const span = parseMinimumAge(text);
  if ('milliseconds' in span) return now - span.milliseconds;
  const [isTime, year, month, day, hour = '00', minute = '00', second = '00', zone] = ISO.exec(text) ?? [];
  if (isTime === undefined) return refused(text, / \d\d:\d\d$/.test(text) ? IN_A_URL : 'is not a time');
  if (zone === undefined && text.includes('T')) return refused(text, 'has no zone; add Z for UTC, or an offset');
  // Date.parse accepts 31 February, and takes it for 3 March.
  const wall = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  const isReal = new Date(wall).toISOString().startsWith(`${year}-${month}-${day}T${hour}:${minute}:${second}`);
  const time = isReal ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) return refused(text, 'does not exist in the calendar');
  return time <= now ? time : refused(text, 'is in the future');
}

const IN_A_URL = 'has a space before its offset; a URL needs %2B for +';

function refused(text: string, why: string): { readonly why: string } {
  return { why: `${text} ${why}; write ${MOMENT_EXAMPLES}` };
}
