import { escapeForTerminal } from './escape-for-terminal.ts';

/** Rows in columns that line up, one line each, escaped for a terminal. The last column is never padded. */
export const textTable = (rows: readonly (readonly string[])[]): readonly string[] => {
  const shown = rows.map((row) => row.map(escapeForTerminal));
  const widths: number[] = [];
  for (const row of shown) {
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, width(cell));
  }
  return shown.map((row) =>
    row
      .map((cell, i) => (i === row.length - 1 ? cell : cell + ' '.repeat((widths[i] ?? 0) - width(cell))))
      .join('  ')
      .trimEnd(),
  );
};

/** Columns on a terminal: CJK and emoji take two. */
const width = (text: string): number => {
  let columns = 0;
  for (const character of text)
    columns +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u.test(
        character,
      )
        ? 2
        : 1;
  return columns;
};
