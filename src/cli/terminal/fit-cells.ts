import stringWidth from 'string-width';

/** The width of a text in terminal columns. The text must not contain control characters. */
export function widthOf(text: string): number {
  return stringWidth(text, { countAnsiEscapeCodes: true });
}

/** Cells are not cut to fewer columns, so that the beginning and the end of a key still identify it. */
const LEAST = 12;

/**
 * The widths of a table's columns, cut so that together they take no more than `room`. The widest are cut first. No
 * column is cut below the minimum, even if the result exceeds `room`.
 */
export function fitWidths(widths: readonly number[], room: number): readonly number[] {
  const fitted = [...widths];
  for (let excess = sum(fitted) - room; excess > 0; excess = sum(fitted) - room) {
    const widest = Math.max(...fitted);
    if (widest <= LEAST) break;
    const next = Math.max(LEAST, ...fitted.filter((width) => width < widest));
    const at = fitted.flatMap((width, i) => (width === widest ? [i] : []));
    const cut = Math.min(widest - next, Math.ceil(excess / at.length));
    for (const i of at) fitted[i] = widest - Math.max(cut, 1);
  }
  return fitted;
}

function sum(widths: readonly number[]): number {
  return widths.reduce((total, width) => total + width, 0);
}

/** Shortens a text to at most that width: an ellipsis replaces its middle or its end. */
export function shorten(text: string, width: number, cut: 'middle' | 'end'): string {
  if (widthOf(text) <= width) return text;
  const characters = [...SEGMENTER.segment(text)].map(({ segment }) => segment);
  const tail = cut === 'middle' ? takeWidth(characters.toReversed(), Math.floor((width - 1) / 2)).toReversed() : [];
  const head = takeWidth(characters, width - 1 - widthOf(tail.join('')));
  return `${head.join('')}…${tail.join('')}`;
}

const SEGMENTER = new Intl.Segmenter('en', { granularity: 'grapheme' });

function takeWidth(characters: readonly string[], width: number): readonly string[] {
  let taken = 0;
  const end = characters.findIndex((character) => {
    taken += widthOf(character);
    return taken > width;
  });
  return end === -1 ? characters : characters.slice(0, end);
}
