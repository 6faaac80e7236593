/**
 * A key or a reason may hold any character; one that ends the line, steers the terminal or turns the direction of writing
 * is shown as an escape.
 */
export const onOneLine = (cell: string): string =>
  cell.replace(/[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, (character) => {
    const code = character.charCodeAt(0);
    return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16)}`;
  });
