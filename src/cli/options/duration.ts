import { InvalidArgumentError } from 'commander';
import { parseMinimumAge } from '../../rules/compile/minimum-age.ts';

/**
 * Parses a duration such as `30s`, `5m` or `2h` for a flag. Returns milliseconds.
 *
 * @throws InvalidArgumentError
 */
export function duration(text: string): number {
  const span = parseMinimumAge(text);
  if ('milliseconds' in span) return span.milliseconds;
  throw new InvalidArgumentError('Write a whole number followed by s, m or h, like 30s, 5m or 2h.');
}
