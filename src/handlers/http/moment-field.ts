import { AutoaliasError } from '../../autoalias-error.ts';
import { parseMoment } from '../past/moment.ts';

/** A time is shorter. A longer text is cut, so that the error message stays short. */
const LONGEST_TIME = 100;

/**
 * Parses a time that is not in the future, from a field of a query or a body. Undefined if the field is absent.
 *
 * @param now Unix milliseconds.
 * @throws AutoaliasError `request-malformed`
 */
export function momentField(field: string, text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  const time = parseMoment(text.slice(0, LONGEST_TIME), now);
  if (typeof time === 'number') return time;
  throw new AutoaliasError('request-malformed', `"${field}" cannot be used: ${time.why}`);
}
