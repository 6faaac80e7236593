import type { NotOrdered, Order, OrderValue } from './order.ts';

/** A number, a qualifier, or the list of items after a hyphen. */
type Item = bigint | string | readonly Item[];

/**
 * Versions of Maven artifacts, compared like Maven does (POM reference, "Version Order Specification"; ComparableVersion of
 * Maven 3.8): `1.0-alpha-1 < 1.0-M1 < 1.0-rc1 < 1.0-SNAPSHOT < 1.0 < 1.0-sp < 1.0-jre < 1.0-1 < 1.0.1`. Maven treats `1`,
 * `1.0`, `1.0.0`, `1-ga`, `1.0.Final` and `1.0.RELEASE` as equal, and so does this order. Versions with
 * alpha, beta, milestone, rc, cr or SNAPSHOT are prereleases.
 *
 * Maven accepts any text as a version, but then its comparison has cycles (`0.0 < 0.foo < 0.beta-1 < 0.0`). Here a value
 * consists of numbers separated by dots. Numbers separated by hyphens, or one word and its numbers, can follow. If there is
 * no dot, Maven must know the word. This excludes counters, hashes and the versions that cause cycles, for example
 * `1.0.beta-1`.
 */
export const maven: Order<readonly Item[]> = {
  parse(text): OrderValue<readonly Item[]> | NotOrdered {
    const [, major, minor = '0', patch = '0', build, word] = SHAPE.exec(text) ?? [];
    const qualifier = build ?? word ?? '';
    const value = itemsOf(text.toLowerCase());
    if (major === undefined || !(text.includes('.') || KNOWN.test(qualifier)) || !isAcyclic(value)) {
      return { ok: false, why: `"${text}" is not a Maven version (like 1.10.0, 2.0.0-M1 or 31.1-jre)` };
    }
    const words = text.toLowerCase().match(/[a-z]+\d?/g) ?? [];
    return {
      ok: true,
      value,
      prerelease: words.some((word) => PRERELEASE.test(word)),
      parts: { major, minor, patch, qualifier },
    };
  },
  compare: (a, b) => compareItem(a, b),
  parts: ['major', 'minor', 'patch', 'qualifier'],
  examples: ['1.10.0', '2.0.0-M1', '31.1-jre'],
};

const SHAPE = /^(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:\.\d+)*(?:-(\d+(?:-\d+)*)|[.-]?([A-Za-z]+\d*(?:[.-]\d+)*))?$/;
const KNOWN = /^(?:alpha|beta|milestone|rc|cr|snapshot|ga|final|release|sp|[abm]\d)/i;
const PRERELEASE = /^(?:(?:alpha|beta|milestone|rc|cr|snapshot)\d?|[abm]\d)$/;

/** Lowest first. The empty text is the release itself. Unknown qualifiers come after these, in alphabetical order. */
const QUALIFIERS = ['alpha', 'beta', 'milestone', 'rc', 'snapshot', '', 'sp'];
const ALIASES: Readonly<Record<string, string>> = { ga: '', final: '', release: '', cr: 'rc' };
const SHORT: Readonly<Record<string, string>> = { a: 'alpha', b: 'beta', m: 'milestone' };

/** Splits at dots, at hyphens, and between digits and letters. A nested list begins after a hyphen or after letters. */
function itemsOf(text: string): readonly Item[] {
  const root: Item[] = [];
  const lists: Item[][] = [root];
  let list = root;
  const deeper = (): void => {
    const next: Item[] = [];
    list.push(next);
    list = next;
    lists.push(next);
  };
  const add = (token: string, beforeDigit: boolean): void => {
    list.push(/^\d/.test(token) ? BigInt(token) : qualifierOf(token, beforeDigit));
  };
  const tokens = text.match(/\d+|[^\d.-]+|[.-]/g) ?? [];
  let empty = true;
  tokens.forEach((token, i) => {
    const next = tokens[i + 1] ?? '';
    if (token === '.' || token === '-') {
      if (empty) list.push(0n);
      empty = true;
      if (token === '-') deeper();
      return;
    }
    const isDigit = /^\d/.test(token);
    const beforeDigit = !isDigit && /^\d/.test(next);
    // Maven implies a hyphen before the last word and before a word with a number: 1.0.rc1 equals 1.0-rc1.
    if (!isDigit && (beforeDigit || next === '') && list.length > 0) deeper();
    add(token, beforeDigit);
    empty = false;
    // Maven also implies a hyphen between letters and digits.
    if (/^[^.-]/.test(next)) deeper();
  });
  for (const one of lists.reverse()) trim(one);
  return root;
}

function qualifierOf(token: string, beforeDigit: boolean): string {
  const word = beforeDigit ? (SHORT[token] ?? token) : token;
  return ALIASES[word] ?? word;
}

/** Removes null items at the end. Lists do not end the removal, other items do. */
function trim(list: Item[]): void {
  for (let i = list.length - 1; i >= 0; i--) {
    const item = list[i];
    if (item === undefined) continue;
    if (isNull(item)) list.splice(i, 1);
    else if (!Array.isArray(item)) break;
  }
}

/** Excludes versions that cause cycles: null items before others, and words among the numbers. */
function isAcyclic(list: readonly Item[]): boolean {
  return list.every(
    (item, i) =>
      item !== '' &&
      !(typeof item === 'string' && i > 0) &&
      !(item === 0n && i < list.length - 1 && typeof list[i + 1] !== 'bigint') &&
      (!Array.isArray(item) || isAcyclic(item)),
  );
}

function isNull(item: Item): boolean {
  return item === 0n || item === '' || (Array.isArray(item) && item.length === 0);
}

const RELEASE = QUALIFIERS.indexOf('');

function compareItem(a: Item | undefined, b: Item | undefined): number {
  if (a === undefined) return b === undefined ? 0 : -compareItem(b, undefined);
  if (typeof a === 'bigint') return compareNumber(a, b);
  if (typeof a === 'string') return compareQualifier(a, b);
  return compareList(a as readonly Item[], b);
}

/** A number comes after every item that is not a number. */
function compareNumber(a: bigint, b: Item | undefined): number {
  if (b === undefined) return a === 0n ? 0 : 1;
  return typeof b === 'bigint' ? Number(a > b) - Number(a < b) : 1;
}

function compareQualifier(a: string, b: Item | undefined): number {
  if (b === undefined) return rank(a) - RELEASE || (rank(a) === QUALIFIERS.length ? 1 : 0);
  if (typeof b !== 'string') return -1;
  return rank(a) - rank(b) || (rank(a) === QUALIFIERS.length ? compareText(a, b) : 0);
}

/** A list comes after a qualifier, and before a number. */
function compareList(a: readonly Item[], b: Item | undefined): number {
  if (b === undefined) return a.map((item) => compareItem(item, undefined)).find((sign) => sign !== 0) ?? 0;
  if (typeof b === 'bigint') return -1;
  if (typeof b === 'string') return 1;
  const other = b as readonly Item[];
  for (let i = 0; i < Math.max(a.length, other.length); i++) {
    const sign = compareItem(a[i], other[i]);
    if (sign !== 0) return sign;
  }
  return 0;
}

function rank(word: string): number {
  const at = QUALIFIERS.indexOf(word);
  return at < 0 ? QUALIFIERS.length : at;
}

/** By UTF-16 code units, like Java. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
