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
