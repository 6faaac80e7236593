import { InvalidArgumentError } from 'commander';
import { parseMoment } from '../../handlers/past/moment.ts';

/**
 * Parses a moment in the past, such as `2026-10-01T08:30Z` or `7d`, for a flag. Returns Unix milliseconds.
 *
 * @throws InvalidArgumentError
 */
export function moment(text: string): number {
  const time = parseMoment(text, Date.now());
  if (typeof time === 'number') return time;
  throw new InvalidArgumentError(`${time.why}.`);
}
