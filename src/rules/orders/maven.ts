import type { NotOrdered, Order, OrderValue } from './order.ts';

/** A number, a qualifier, or what stands behind a hyphen: a list that may hold lists. */
type Item = bigint | string | readonly Item[];

/**
 * Versions of Maven artifacts, as Maven compares them (POM reference, "Version Order Specification"; ComparableVersion of
 * Maven 3.8): `1.0-alpha-1 < 1.0-M1 < 1.0-rc1 < 1.0-SNAPSHOT < 1.0 < 1.0-sp < 1.0-jre < 1.0-1 < 1.0.1`. What Maven holds to
 * be the same is the same: `1`, `1.0`, `1.0.0`, `1-ga`, `1.0.Final`, `1.0.RELEASE`. Alpha, beta, milestone, rc, cr and
 * SNAPSHOT make a prerelease.
 *
 * Maven takes any text for a version, and then its comparison goes round in circles (`0.0 < 0.foo < 0.beta-1 < 0.0`). Here
 * a value is numbers with dots, and behind them at most numbers with hyphens, or one word and its numbers; without a dot
 * it has to be a word that Maven knows. So a counter or a hash is skipped, and so is what makes a circle: a number after a
 * hyphen after a word after a dot (`1.0.beta-1`).
 */
export const maven: Order<readonly Item[]> = {
  parse(text): OrderValue<readonly Item[]> | NotOrdered {
    const [, major, minor = '0', patch = '0', build, word] = SHAPE.exec(text) ?? [];
    const qualifier = build ?? word ?? '';
    const value = itemsOf(text.toLowerCase());
    if (major === undefined || !(text.includes('.') || KNOWN.test(qualifier)) || !isEven(value)) {
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

/** Least first; the empty one is the release itself. Others come after all of them, by their letters. */
const QUALIFIERS = ['alpha', 'beta', 'milestone', 'rc', 'snapshot', '', 'sp'];
const ALIASES: Readonly<Record<string, string>> = { ga: '', final: '', release: '', cr: 'rc' };
const SHORT: Readonly<Record<string, string>> = { a: 'alpha', b: 'beta', m: 'milestone' };

/** Cut at dots, at hyphens, and between digits and letters; behind a hyphen or letters a deeper list begins. */
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
    // A last word, or one with its number, counts as if a hyphen stood before it: 1.0.rc1 is 1.0-rc1.
    if (!isDigit && (beforeDigit || next === '') && list.length > 0) deeper();
    add(token, beforeDigit);
    empty = false;
    // From letters to digits or back, as if a hyphen stood there.
    if (/^[^.-]/.test(next)) deeper();
  });
  for (const one of lists.reverse()) trim(one);
  return root;
}

function qualifierOf(token: string, beforeDigit: boolean): string {
  const word = beforeDigit ? (SHORT[token] ?? token) : token;
  return ALIASES[word] ?? word;
}

/** Takes away what is null at the end, up to the last that is not, lists apart. */
function trim(list: Item[]): void {
  for (let i = list.length - 1; i >= 0; i--) {
    const item = list[i];
    if (item === undefined) continue;
    if (isNull(item)) list.splice(i, 1);
    else if (!Array.isArray(item)) break;
  }
}

/** No circle: nothing null within, and no word in the row of the numbers. */
function isEven(list: readonly Item[]): boolean {
  return list.every(
    (item, i) =>
      item !== '' &&
      !(typeof item === 'string' && i > 0) &&
      !(item === 0n && i < list.length - 1 && typeof list[i + 1] !== 'bigint') &&
      (!Array.isArray(item) || isEven(item)),
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

/** A number comes after whatever is none. */
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

/** By UTF-16 units, as Java compares. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
