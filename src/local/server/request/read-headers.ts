import { headerText } from '../../../oss-wire/header-text.ts';
import { contentHeaderNames } from '../../../stores/object-attributes.ts';
import { utf8FromLatin1 } from './utf8-from-latin1.ts';

/**
 * Converts Node's flat list of names and values to headers by lower-case name. The values of a repeated header are joined
 * with a comma and no space, because that is how SDKs sign it. Node's own joining adds a space.
 */
export function readHeaders(raw: readonly string[], headerPrefix: string): Readonly<Record<string, string>> {
  const headers: Record<string, string> = Object.create(null);
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = (raw[i] ?? '').toLowerCase();
    const value = isStored(name, headerPrefix) ? storedText(raw[i + 1] ?? '') : utf8FromLatin1(raw[i + 1] ?? '');
    const before = headers[name];
    headers[name] = before === undefined ? value : `${before},${value}`;
  }
  return headers;
}

const contentHeaders: ReadonlySet<string> = new Set(Object.values(contentHeaderNames));

/** Whether a header is stored with the object. Readers must get it back byte for byte. */
function isStored(name: string, headerPrefix: string): boolean {
  return contentHeaders.has(name) || name.startsWith(`${headerPrefix}meta-`);
}

function storedText(latin1: string): string {
  return beyondAscii.test(latin1) ? headerText(Buffer.from(latin1, 'latin1')) : latin1;
}

const beyondAscii = /[\x80-\xff]/;
