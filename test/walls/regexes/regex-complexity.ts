import { checkSync } from 'recheck';

/**
 * More steps than this on one text count as an attack. recheck's default of 1.5 billion takes half a minute per
 * pattern.
 */
const MOST_STEPS = 10_000_000;

/**
 * How the running time of a native regular expression grows with its input; `safe` means linear. A slow pattern blocks
 * the whole process, and cannot be interrupted.
 *
 * recheck analyses the pattern's automaton, and where that is too large, it counts steps on generated texts. No limit
 * is a time, so the result is the same on a slow machine.
 */
export function complexityOf({ source, flags }: Pick<RegExp, 'source' | 'flags'>): string {
  const found = checkSync(source, flags, { timeout: null, attackTimeout: null, attackLimit: MOST_STEPS });
  return found.status === 'vulnerable' ? found.complexity.summary : found.status;
}
