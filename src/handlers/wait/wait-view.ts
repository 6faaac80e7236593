import type { AliasWait } from './wait-for-alias.ts';
import type { ReleaseWait } from './wait-for-release.ts';

/** The result of a wait in the form of the JSON output: what the last look found is not nested. */
export function waitView({ outcome, last, looks, waited, ...goal }: AliasWait | ReleaseWait) {
  const { state: _, ...found } = last;
  return { ...goal, outcome, ...found, looks, milliseconds: waited };
}
