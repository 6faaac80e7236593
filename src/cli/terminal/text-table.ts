import type { AliasReport } from '../../handlers/look/alias-report.ts';
import { withUnread } from '../output/unread.ts';
import { escapeForTerminal } from './escape-for-terminal.ts';
import { fitWidths, shorten, widthOf } from './fit-cells.ts';

const GAP = '  ';

/**
 * Rows in columns that line up, one line each, escaped for a terminal. The last column is never padded.
 *
 * @param columns how wide a line may be. Cells are cut in the middle, those of the last column at the end.
 * @param least the minimum widths of the columns.
 */
export function textTable(
  rows: readonly (readonly string[])[],
  columns = Number.POSITIVE_INFINITY,
  least: readonly number[] = [],
): readonly string[] {
  const shown = rows.map((row) => row.map(escapeForTerminal));
  const widths = fitWidths(cellWidths(shown, least), columns - GAP.length * (countColumns(shown) - 1));
  return shown.map((row) =>
    row
      .map((cell, i) => {
        const isLast = i === row.length - 1;
        const text = shorten(cell, widths[i] ?? 0, isLast ? 'end' : 'middle');
        return isLast ? text : text + ' '.repeat(Math.max(0, (widths[i] ?? 0) - widthOf(text)));
      })
      .join(GAP)
      .trimEnd(),
  );
}

/** How wide the widest cell of each column is. */
export function cellWidths(rows: readonly (readonly string[])[], least: readonly number[] = []): number[] {
  const widths = [...least];
  for (const row of rows) {
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, widthOf(cell));
  }
  return widths;
}

function countColumns(rows: readonly (readonly string[])[]): number {
  return rows.reduce((most, row) => Math.max(most, row.length), 1);
}

export const REPORT_HEADER = ['ALIAS', 'WHAT', 'FROM', 'TO', 'WHY'] as const;

export function reportCells({ alias, action, from, to, why, unread }: AliasReport): readonly string[] {
  return [alias, action, from ?? '-', to ?? '-', withUnread(why, unread)];
}

/** A table of what happened to aliases, no wider than `columns`. */
export function reportTable(reports: readonly AliasReport[], columns?: number): readonly string[] {
  return textTable([REPORT_HEADER, ...reports.map(reportCells)], columns);
}
