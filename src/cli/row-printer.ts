import { jsonLine } from './json-text.ts';
import { textTable } from './text-table.ts';

/** Prints rows as they come: for people in columns, for programs a line of JSON each. */
export interface RowPrinter<T> {
  print(item: T): void;
  /** Prints what is still held back. Call it before anything that comes below the rows. */
  end(): void;
}

/** How many rows are held back to line them up. */
const BLOCK = 200;

/**
 * Rows without end in bounded memory: columns are as wide as the widest row so far asks for, so a table of up to
 * {@link BLOCK} rows lines up as a whole.
 */
export const createRowPrinter = <T>(
  out: (text: string) => void,
  json: boolean,
  header: readonly string[],
  cellsOf: (item: T) => readonly string[],
): RowPrinter<T> => {
  if (json) return { print: (item) => out(`${jsonLine(item)}\n`), end: () => {} };
  const widest = header.map(() => '');
  let block: (readonly string[])[] = [];
  let begun = false;
  const flush = (): void => {
    if (block.length === 0) return;
    const rows = begun ? block : [header, ...block];
    for (const row of rows) {
      for (const [i, cell] of row.entries()) if (cell.length > (widest[i] ?? '').length) widest[i] = cell;
    }
    // The widest cells of all blocks so far go along, so that this block is no narrower; their own line is left out.
    const lines = textTable([...rows, widest]).slice(0, -1);
    out(`${lines.join('\n')}\n`);
    block = [];
    begun = true;
  };
  return {
    print(item) {
      block.push(cellsOf(item));
      if (block.length >= BLOCK) flush();
    },
    end: flush,
  };
};
