import stringWidth from 'string-width';

/** Columns of a terminal that a text takes. It holds no control characters any more. */
export function widthOf(text: string): number {
  return stringWidth(text, { countAnsiEscapeCodes: true });
}

/** No cell of a key is cut to less: its beginning and its end still say which it is. */
const LEAST = 12;

/**
 * Widths of a table's columns that take no more than `room` together: the widest are cut first. A room that is too small
 * for the least of every column is exceeded.
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

const sum = (widths: readonly number[]): number => widths.reduce((total, width) => total + width, 0);

/** A text of at most that width. An ellipsis takes the place of its middle, or of its end. */
export function shorten(text: string, width: number, cut: 'middle' | 'end'): string {
  if (widthOf(text) <= width) return text;
  const characters = [...SEGMENTER.segment(text)].map(({ segment }) => segment);
  const tail = cut === 'middle' ? takeWidth(characters.toReversed(), Math.floor((width - 1) / 2)).toReversed() : [];
  const head = takeWidth(characters, width - 1 - widthOf(tail.join('')));
  return `${head.join('')}…${tail.join('')}`;
}

const SEGMENTER = new Intl.Segmenter('en', { granularity: 'grapheme' });

const takeWidth = (characters: readonly string[], width: number): readonly string[] => {
  let taken = 0;
  const end = characters.findIndex((character) => {
    taken += widthOf(character);
    return taken > width;
  });
  return end === -1 ? characters : characters.slice(0, end);
};
