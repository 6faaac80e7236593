/**
 * A copy of a text that does not keep the text that it was cut from. V8 keeps the whole page of a listing in memory as long
 * as one key that was cut from it is in use: up to 2 MB for a key of 30 characters.
 */
export function copyText(text: string): string {
  // join() writes a new text. A shorter one than 13 characters is always a copy.
  return text.length < SHORTEST_CUT ? text : [text.slice(0, 1), text.slice(1)].join('');
}

const SHORTEST_CUT = 13;

/** The same for one of a few names. Entries share it. */
export function sharedText(text: string): string {
  return SHARED.get(text) ?? copyText(text);
}

const SHARED: ReadonlyMap<string, string> = new Map(
  [
    ['Normal', 'Multipart', 'Appendable', 'Symlink'],
    ['Standard', 'IA', 'Archive', 'ColdArchive', 'DeepColdArchive'],
  ]
    .flat()
    .map((name) => [name, name]),
);
