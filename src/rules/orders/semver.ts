import type { NotOrdered, Order, OrderValue } from './order.ts';

/** A semantic version without its build metadata, which does not count. */
export interface SemanticVersion {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  /** The identifiers between `-` and `+`. Numeric identifiers have no leading zeros. Empty for a release. */
  readonly prerelease: readonly string[];
}

/**
 * Semantic Versioning 2.0.0, section 11. A leading `v` is allowed, as in the names of tags. An 8-digit hash and `1.2` are
 * not versions. Written by hand, because every decision about a key reads a version, and node-semver takes twice as long and
 * adds its regular expressions to each cold start. It reads the same texts, and a test compares the two.
 */
export const semver: Order<SemanticVersion> = {
  parse(text): OrderValue<SemanticVersion> | NotOrdered {
    const start = text.charCodeAt(0) === LETTER_V ? 1 : 0;
    const minorAt = numberEnd(text, start) + 1;
    const patchAt = numberEnd(text, minorAt) + 1;
    const end = numberEnd(text, patchAt);
    if (
      end === INVALID ||
      text.length > MOST_CHARACTERS ||
      text.charCodeAt(minorAt - 1) !== DOT ||
      text.charCodeAt(patchAt - 1) !== DOT
    )
      return notSemver(text);
    const prereleaseEnd = text.charCodeAt(end) === HYPHEN ? identifiersEnd(text, end + 1, true) : end;
    const isPrerelease = prereleaseEnd > end;
    const buildEnd =
      text.charCodeAt(prereleaseEnd) === PLUS ? identifiersEnd(text, prereleaseEnd + 1, false) : prereleaseEnd;
    if (prereleaseEnd === INVALID || buildEnd !== text.length) return notSemver(text);
    const major = text.slice(start, minorAt - 1);
    const minor = text.slice(minorAt, patchAt - 1);
    const patch = text.slice(patchAt, end);
    const prerelease = isPrerelease ? text.slice(end + 1, prereleaseEnd) : '';
    const value = {
      major: Number(major),
      minor: Number(minor),
      patch: Number(patch),
      prerelease: isPrerelease ? prerelease.split('.') : NO_IDENTIFIERS,
    };
    if (value.major > GREATEST || value.minor > GREATEST || value.patch > GREATEST) return notSemver(text);
    return {
      ok: true,
      value,
      prerelease: isPrerelease,
      parts: { major, minor, patch, prerelease, build: text.slice(prereleaseEnd + 1) },
    };
  },
  compare: (a, b) => compareReleases(a, b) || comparePrereleases(a.prerelease, b.prerelease),
  parts: ['major', 'minor', 'patch', 'prerelease', 'build'],
  examples: ['1.2.3', 'v1.2.3', '2.0.0-rc.1'],
};

/** Compares major, minor and patch. */
export function compareReleases(a: SemanticVersion, b: SemanticVersion): number {
  return a.major - b.major || a.minor - b.minor || a.patch - b.patch;
}

/** The limits of node-semver. */
const MOST_CHARACTERS = 256;
const GREATEST = Number.MAX_SAFE_INTEGER;

const NO_IDENTIFIERS: readonly string[] = [];

const [LETTER_V, DOT, HYPHEN, PLUS] = [0x76, 0x2e, 0x2d, 0x2b];
const [DIGIT_0, DIGIT_9] = [0x30, 0x39];

/** What the functions below return for a text that is not a number or an identifier. It is not a position of a text. */
const INVALID = -1;

function notSemver(text: string): NotOrdered {
  return { ok: false, why: `"${text}" is not a semantic version (like 1.10.0 or 2.0.0-rc.1)` };
}

/** The end of the number at a position, which has no leading zeros. */
function numberEnd(text: string, start: number): number {
  let end = start;
  while (isDigit(text.charCodeAt(end))) end++;
  return end === start || (end > start + 1 && text.charCodeAt(start) === DIGIT_0) ? INVALID : end;
}

/** The end of the identifiers at a position, which dots separate. In a prerelease, numbers have no leading zeros. */
function identifiersEnd(text: string, start: number, isPrerelease: boolean): number {
  for (let from = start; ; ) {
    let end = from;
    let isNumber = true;
    for (let code = text.charCodeAt(end); isIdentifierCharacter(code); code = text.charCodeAt(++end))
      isNumber &&= isDigit(code);
    if (end === from) return INVALID;
    if (isPrerelease && isNumber && end > from + 1 && text.charCodeAt(from) === DIGIT_0) return INVALID;
    if (text.charCodeAt(end) !== DOT) return end;
    from = end + 1;
  }
}

function isDigit(code: number): boolean {
  return code >= DIGIT_0 && code <= DIGIT_9;
}

function isIdentifierCharacter(code: number): boolean {
  // A letter of either case has the same code with the bit of lower case.
  const lower = code | 0x20;
  return isDigit(code) || (lower >= 0x61 && lower <= 0x7a) || code === HYPHEN;
}

/**
 * Compares prereleases (sections 11.3 and 11.4). Numbers are compared by their digits, because numbers of more than 15
 * digits are not exact (`nightly.20261120083000123`).
 */
function comparePrereleases(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const difference = compareIdentifiers(a[i] ?? '', b[i] ?? '');
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function compareIdentifiers(a: string, b: string): number {
  const [aNumber, bNumber] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (aNumber !== bNumber) return aNumber ? -1 : 1;
  // Numeric identifiers have no leading zeros, so the longer one is greater.
  return (aNumber ? a.length - b.length : 0) || (a < b ? -1 : a > b ? 1 : 0);
}
