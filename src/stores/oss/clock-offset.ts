/**
 * Milliseconds to add to the local clock so that it shows the store's, from the `Date` header of an answer (whole
 * seconds); undefined where there is none that can be read.
 */
export function clockOffset(dateHeader: string | undefined, now: number): number | undefined {
  const theirs = Date.parse(dateHeader ?? '');
  return Number.isNaN(theirs) ? undefined : theirs - now;
}
