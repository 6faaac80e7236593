/** A key may hold any character; one that ends the line, or steers the terminal, is shown as an escape. */
export const onOneLine = (cell: string): string =>
  cell.replace(/\p{Cc}/gu, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`);
