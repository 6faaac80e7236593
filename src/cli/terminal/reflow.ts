import stringWidth from 'string-width';

/**
 * Fits the paragraphs of a help text to a width in columns. Indented lines are examples and tables, and stay as they are;
 * so does a paragraph that fits.
 */
export function reflow(text: string, width: number): string {
  const paragraphs: string[][] = [];
  let isOpen = false;
  for (const line of text.split('\n')) {
    const isProse = /^\S/.test(line);
    if (isOpen && isProse) paragraphs.at(-1)?.push(line);
    else paragraphs.push([line]);
    isOpen = isProse;
  }
  return paragraphs.flatMap((lines) => (isWide(lines, width) ? wrapped(lines, width) : lines)).join('\n');
}

function isWide([first = '', ...rest]: readonly string[], width: number): boolean {
  return /^\S/.test(first) && [first, ...rest].some((line) => stringWidth(line) > width);
}

function wrapped(lines: readonly string[], width: number): readonly string[] {
  const fitted: string[] = [];
  for (const word of lines.join(' ').split(' ')) {
    const longer = fitted.length === 0 ? undefined : `${fitted.at(-1)} ${word}`;
    if (longer !== undefined && stringWidth(longer) <= width) fitted[fitted.length - 1] = longer;
    else fitted.push(word);
  }
  return fitted;
}
