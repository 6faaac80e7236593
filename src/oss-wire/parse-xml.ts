/** An element with the order of its children kept: listings mix versions and delete markers, and the order tells. */
export interface XmlElement {
  readonly name: string;
  /** Its own text, references resolved, nothing trimmed. */
  readonly text: string;
  readonly children: readonly XmlElement[];
}

/**
 * The root element of a document, of as much XML as an object store writes: elements, text, CDATA; comments, processing
 * instructions and attributes are passed over. All else is refused, document types and entities of one's own above all,
 * and whatever breaks off or is not closed as it was opened. Throws an Error that says what, and at which character.
 *
 * It is our own because a page of a thousand keys takes a reader of the general kind twenty milliseconds, and this one one.
 */
export function parseXml(document: string): XmlElement {
  // Line ends are one line feed before anything else is read (XML 1.0, section 2.11).
  const text = document.includes('\r') ? document.replace(/\r\n?/g, '\n') : document;
  const cursor = { text, at: text.startsWith(BYTE_ORDER_MARK) ? 1 : 0 };
  skipMisc(cursor);
  const root = readElement(cursor, 0);
  skipMisc(cursor);
  if (cursor.at < text.length) throw unreadable(cursor.at, 'something follows the root element');
  return root;
}

interface Cursor {
  readonly text: string;
  at: number;
}

const BYTE_ORDER_MARK = '\uFEFF';
const LESS = 60;
const GREATER = 62;
const SLASH = 47;
/** Deeper than any answer of OSS, and not so deep that the reader's own stack would end. */
const MAX_DEPTH = 100;
const NONE: readonly XmlElement[] = [];

function unreadable(at: number, why: string): Error {
  return new Error(`no XML at character ${at}: ${why}`);
}

function readElement(cursor: Cursor, depth: number): XmlElement {
  const { text } = cursor;
  if (depth > MAX_DEPTH) throw unreadable(cursor.at, `more than ${MAX_DEPTH} elements in each other`);
  const name = openTag(cursor);
  if (text.charCodeAt(cursor.at) === SLASH) {
    cursor.at += 2;
    return { name, text: '', children: NONE };
  }
  cursor.at += 1;
  let own = '';
  let children: XmlElement[] | undefined;
  for (;;) {
    const less = text.indexOf('<', cursor.at);
    if (less < 0) throw unreadable(text.length, `<${name}> is not closed`);
    if (less > cursor.at) own += xmlText(text.slice(cursor.at, less));
    cursor.at = less;
    const next = text.charCodeAt(less + 1);
    if (next === SLASH) {
      closeTag(cursor, name);
      return { name, text: own, children: children ?? NONE };
    }
    if (isNameStart(next)) {
      children ??= [];
      children.push(readElement(cursor, depth + 1));
    } else own += readSpecial(cursor);
  }
}

/** Goes past a name and its attributes, to the `>` or `/>`. */
function openTag(cursor: Cursor): string {
  const { text } = cursor;
  const start = cursor.at + 1;
  if (text.charCodeAt(cursor.at) !== LESS || !isNameStart(text.charCodeAt(start))) {
    throw unreadable(cursor.at, 'an element was expected');
  }
  let end = start + 1;
  while (isNamePart(text.charCodeAt(end))) end += 1;
  const name = text.slice(start, end);
  cursor.at = end;
  if (text.charCodeAt(end) !== GREATER) skipAttributes(cursor, name);
  return name;
}

const ATTRIBUTE = /\s+([A-Za-z_:][\w:.-]*)\s*=\s*(?:"[^"<]*"|'[^'<]*')/y;

function skipAttributes(cursor: Cursor, element: string): void {
  const { text } = cursor;
  const names = new Set<string | undefined>();
  for (let found = matchAt(ATTRIBUTE, cursor); found !== null; found = matchAt(ATTRIBUTE, cursor)) {
    if (names.has(found[1])) throw unreadable(cursor.at, `<${element}> has ${found[1]} twice`);
    names.add(found[1]);
    cursor.at += found[0].length;
  }
  while (isSpace(text.charCodeAt(cursor.at))) cursor.at += 1;
  if (text.charCodeAt(cursor.at) === GREATER || text.startsWith('/>', cursor.at)) return;
  throw unreadable(cursor.at, `the tag <${element}> goes wrong`);
}

function matchAt(pattern: RegExp, { text, at }: Cursor): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function closeTag(cursor: Cursor, name: string): void {
  const { text, at } = cursor;
  let end = at + 2 + name.length;
  if (!text.startsWith(name, at + 2)) throw unreadable(at, `<${name}> is not closed`);
  while (isSpace(text.charCodeAt(end))) end += 1;
  if (text.charCodeAt(end) !== GREATER) throw unreadable(at, `<${name}> is not closed`);
  cursor.at = end + 1;
}

/** What begins with `<` and is no tag, whole; its group is text of the element around it. */
const SPECIAL = [
  /<!--.*?-->/sy,
  /<!\[CDATA\[(.*?)\]\]>/sy,
  // Words and attributes, as in the declaration. There is no end to what others may hold, and none to how it is misread.
  /<\?[A-Za-z_:][\w:.-]*(?:\s+[\w:.-]+(?:\s*=\s*(?:"[^"<>?]*"|'[^'<>?]*'))?)*\s*\?>/y,
] as const;

function readSpecial(cursor: Cursor): string {
  const { text, at } = cursor;
  for (const pattern of SPECIAL) {
    const found = matchAt(pattern, cursor);
    if (found === null) continue;
    cursor.at += found[0].length;
    return found[1] ?? '';
  }
  throw unreadable(at, `${text.slice(at, at + 10)} is not understood, or has no end`);
}

/** Goes past white space, comments and processing instructions, such as the declaration. */
function skipMisc(cursor: Cursor): void {
  const { text } = cursor;
  for (;;) {
    while (isSpace(text.charCodeAt(cursor.at))) cursor.at += 1;
    if (!text.startsWith('<?', cursor.at) && !text.startsWith('<!--', cursor.at)) return;
    readSpecial(cursor);
  }
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 9 || code === 13;
}

/** ASCII names only, which are all that object stores have. NaN, the end of the text, is none. */
function isNameStart(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95 || code === 58;
}

function isNamePart(code: number): boolean {
  return isNameStart(code) || (code >= 48 && code <= 57) || code === 45 || code === 46;
}

/**
 * A text between tags as it is meant: the five references that XML itself knows, and characters by number. Throws for
 * any other, since what is meant by it stands elsewhere, and for what is no character.
 */
export function xmlText(raw: string): string {
  return raw.includes('&')
    ? raw.replace(REFERENCE, (whole, name, decimal, hex) => resolve(whole, name, decimal, hex))
    : raw;
}

/** A lone `&` is matched as well, so that it is not overlooked. */
const REFERENCE = /&(?:(lt|gt|amp|quot|apos)|#(\d{1,7})|#x([0-9A-Fa-f]{1,6}));|&/g;

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function resolve(whole: string, name?: string, decimal?: string, hex?: string): string {
  if (name !== undefined) return NAMED[name] ?? '';
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  if (Number.isNaN(code)) throw new Error('no XML: & begins no reference that XML itself knows');
  // Control characters have no place in XML 1.0, but stores write them so, and they are meant.
  if (code > LAST_CODE_POINT || (code >= FIRST_SURROGATE && code <= LAST_SURROGATE)) {
    throw new Error(`no XML: ${whole} is no character`);
  }
  return String.fromCodePoint(code);
}

const FIRST_SURROGATE = 0xd800;
const LAST_SURROGATE = 0xdfff;
const LAST_CODE_POINT = 0x10ffff;
