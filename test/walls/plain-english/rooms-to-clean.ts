/**
 * Paths that the check of plain English skips until they are rewritten. The commit that removes the last old word below a
 * path removes its line; the commit that removes the last line removes this file. Blank lines keep two branches from a conflict.
 */
export const roomsToClean: readonly string[] = `


test/aliases/

test/cli/

test/docs/rules-reference.test.ts
`
  .split('\n')
  .filter((line) => line !== '');
