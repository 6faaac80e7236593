/**
 * Finds the word that the user probably meant. It differs in at most two edits, and in at most half of the letters. Returns
 * undefined if there is none.
 */
export function closestWord(word: string, words: readonly string[]): string | undefined {
  const near = words
    // If the lengths differ by more than two, more than two edits are needed.
    .filter((candidate) => Math.abs(candidate.length - word.length) <= 2)
    .map((candidate) => ({ candidate, edits: editDistance(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits)[0];
  return near !== undefined && word !== '' && near.edits <= 2 && near.edits * 2 <= word.length
    ? near.candidate
    : undefined;
}

/** The Levenshtein distance of two words, computed row by row. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replace, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
