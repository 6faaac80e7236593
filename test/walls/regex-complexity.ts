import { checkSync } from 'recheck';

/** A text that takes more steps is an attack. recheck's own limit of 1.5 billion takes half a minute a pattern. */
const MOST_STEPS = 10_000_000;

/**
 * How the time of a native regular expression grows with its text: `safe` is linear. Such a pattern blocks the whole
 * process while it runs, and nothing can stop it.
 *
 * recheck decides by the pattern's automaton, and where that would be too large by texts whose steps it counts. No limit
 * here is a time, so the result is the same on a slow machine.
 */
export function complexityOf({ source, flags }: Pick<RegExp, 'source' | 'flags'>): string {
  const found = checkSync(source, flags, { timeout: null, attackTimeout: null, attackLimit: MOST_STEPS });
  return found.status === 'vulnerable' ? found.complexity.summary : found.status;
}
