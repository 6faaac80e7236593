/** An element: its name, and its text or its children in order. A content of `undefined` leaves the element out. */
export type XmlNode = readonly [name: string, content: XmlContent];
type XmlContent = string | number | boolean | readonly XmlNode[] | undefined;

/**
 * Writes a whole document, with its declaration. `written` are the last elements, which {@link writeElement} or a template
 * wrote: a page of a thousand keys takes a third of the time without a list of nodes for each key.
 */
export function writeXml(root: string, content: readonly XmlNode[], written = ''): string {
  let inner = '';
  for (const child of content) inner += writeElement(child);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}>${inner}${written}</${root}>`;
}

export function writeElement([name, content]: XmlNode): string {
  if (content === undefined) return '';
  if (typeof content !== 'object') return `<${name}>${escapeText(String(content))}</${name}>`;
  let inner = '';
  for (const child of content) inner += writeElement(child);
  return `<${name}>${inner}</${name}>`;
}

/**
 * Parsers turn a bare carriage return into a line feed, which would change a key, so line ends become references. XML
 * 1.0 does not allow most control characters below U+0020 in any form. They are written unchanged, because the parser
 * of ali-oss accepts the characters but not references to them. Clients with stricter parsers can request
 * `encoding-type=url`.
 */
export function escapeText(text: string): string {
  // Most texts have nothing to escape, so testing first is three times as fast.
  return HAS_SPECIAL.test(text) ? text.replace(SPECIALS, (mark) => ENTITIES[mark] ?? `&#${mark.charCodeAt(0)};`) : text;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const HAS_SPECIAL = /[&<>\t\n\r\u007f-\u009f]/;
const SPECIALS = /[&<>\t\n\r\u007f-\u009f]/g;
