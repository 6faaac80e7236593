import { escapeForTerminal } from './escape-for-terminal.ts';
import { jsonLine } from './json-text.ts';
import { cellWidths, textTable } from './text-table.ts';

/** Prints items as rows of a table, or as JSON lines. */
export interface RowPrinter<T> {
  print(item: T): void;
  /** Prints the rows that are still buffered. Call it before you print anything below the rows. */
  end(): void;
}

export interface RowFormat<T> {
  readonly out: (text: string) => void;
  /** Print a line of JSON for each item at once instead of a table. */
  readonly json: boolean;
  /** Print no items at all. */
  readonly summary?: boolean | undefined;
  /** How wide the table may be. Absent: as wide as it needs. */
  readonly columns?: number | undefined;
  readonly header: readonly string[];
  readonly cells: (item: T) => readonly string[];
  readonly jsonOf: (item: T) => unknown;
  /** If given, rows are sorted by rule and first cell, under the name of each rule if there are several. */
  readonly ruleOf?: (item: T) => string;
}

/** How many rows are buffered to line them up, and how many if they are also sorted. */
const BLOCK = 200;
const SORTED_BLOCK = 20_000;

/**
 * Prints any number of rows in bounded memory. Columns are as wide as the widest row so far, so a table of up to
 * {@link BLOCK} rows lines up as a whole, and one of up to {@link SORTED_BLOCK} rows is sorted as a whole.
 */
export function createRowPrinter<T>(format: RowFormat<T>): RowPrinter<T> {
  const { out, json, summary, columns, header, cells, jsonOf, ruleOf } = format;
  if (summary) return { print: () => {}, end: () => {} };
  if (json) return { print: (item) => out(`${jsonLine(jsonOf(item))}\n`), end: () => {} };
  let block: { readonly rule: string; readonly row: readonly string[] }[] = [];
  let widths: readonly number[] = [];
  let hasBegun = false;
  const flush = (): void => {
    if (block.length === 0) return;
    if (ruleOf !== undefined) block.sort((a, b) => compare(a.rule, b.rule) || compare(a.row[0] ?? '', b.row[0] ?? ''));
    const rows = [...(hasBegun ? [] : [header]), ...block.map(({ row }) => row)];
    widths = cellWidths(
      rows.map((row) => row.map(escapeForTerminal)),
      widths,
    );
    const lines = textTable(rows, columns, widths);
    const shown = lines.slice(-block.length);
    const isGrouped = ruleOf !== undefined && block.some(({ rule }) => rule !== block[0]?.rule);
    const body = shown.flatMap((line, i) => {
      const rule = block[i]?.rule ?? '';
      return isGrouped && rule !== block[i - 1]?.rule ? ['', `rule ${escapeForTerminal(rule)}`, line] : [line];
    });
    out(`${[...lines.slice(0, -block.length), ...body].join('\n')}\n`);
    block = [];
    hasBegun = true;
  };
  return {
    print(item) {
      block.push({ rule: ruleOf?.(item) ?? '', row: cells(item) });
      if (block.length >= (ruleOf === undefined ? BLOCK : SORTED_BLOCK)) flush();
    },
    end: flush,
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
