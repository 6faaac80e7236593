/** Columns of a line of Markdown. */
const WIDTH = 120;

/** A paragraph in lines. */
export function wrapped(text: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line !== '' && line.length + word.length + 1 > WIDTH) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** An item of a list in lines, the further ones indented. */
export function wrappedItem(text: string): readonly string[] {
  return wrapped(text).map((line, i) => (i === 0 ? line : `  ${line}`));
}
