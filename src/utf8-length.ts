/** How many bytes a text takes in UTF-8. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    // Two code units of a surrogate pair make four bytes: one more for each of them.
    if (unit >= 0x80) bytes += unit >= 0x800 && !(unit >= 0xd800 && unit <= 0xdfff) ? 2 : 1;
  }
  return bytes;
}
