/** A number, a qualifier, or the list of items after a hyphen. */
type Item = bigint | string | MavenItems;

/** A parsed Maven version. */
export type MavenItems = readonly Item[];

/** Lowest first. The empty text is the release itself. Unknown qualifiers come after these, in alphabetical order. */
const QUALIFIERS = ['alpha', 'beta', 'milestone', 'rc', 'snapshot', '', 'sp'];
const RELEASE = QUALIFIERS.indexOf('');
const ALIASES: Readonly<Record<string, string>> = { ga: '', final: '', release: '', cr: 'rc' };
const SHORT: Readonly<Record<string, string>> = { a: 'alpha', b: 'beta', m: 'milestone' };

/**
 * Parses a text like ComparableVersion of Maven 3.8: splits at dots, at hyphens, and between digits and other characters.
 * A nested list begins after a hyphen, and between digits and other characters.
 */
export function mavenItems(text: string): MavenItems {
  const root: Item[] = [];
  const lists: Item[][] = [root];
  let list = root;
  const deeper = (): void => {
    const next: Item[] = [];
    list.push(next);
    list = next;
    lists.push(next);
  };
  const tokens = text.toLowerCase().match(/\d+|[^\d.-]+|[.-]/g) ?? [];
  let empty = true;
  tokens.forEach((token, i) => {
    const next = tokens[i + 1] ?? '';
    if (token === '.' || token === '-') {
      if (empty) list.push(0n);
      empty = true;
      if (token === '-') deeper();
      return;
    }
    const isNumber = /^\d/.test(token);
    const beforeNumber = !isNumber && /^\d/.test(next);
    // Maven implies a hyphen before the last word and before a word with a number: 1.0.rc1 equals 1.0-rc1.
    if (!isNumber && (beforeNumber || next === '') && list.length > 0) deeper();
    list.push(isNumber ? BigInt(token) : qualifierOf(token, beforeNumber));
    empty = false;
    if (/^[^.-]/.test(next)) deeper();
  });
  for (const one of lists.reverse()) trim(one);
  return root;
}

function qualifierOf(token: string, beforeNumber: boolean): string {
  const word = beforeNumber ? (SHORT[token] ?? token) : token;
  return ALIASES[word] ?? word;
}

/** Removes null items at the end. Lists do not end the removal, other items do. */
function trim(list: Item[]): void {
  for (let i = list.length - 1; i >= 0; i--) {
    const item = list[i];
    if (item === undefined) continue;
    if (item === 0n || item === '' || (Array.isArray(item) && item.length === 0)) list.splice(i, 1);
    else if (!Array.isArray(item)) break;
  }
}

/**
 * Compares like ComparableVersion, except where ComparableVersion has a cycle. It has `1 < 1-jre < 1.0.beta-1 < 1`: a number
 * is greater than a list, even if what follows the number is less than nothing. Here, of two items of different kinds, what
 * is less than nothing is also less than what is greater than nothing. So the order is total.
 */
export function compareMavenItems(a: MavenItems, b: MavenItems): number {
  for (let i = 0; i < a.length || i < b.length; i++) {
    const [x, y] = [a[i], b[i]];
    const difference =
      kindOf(x) === kindOf(y) ? compareSameKind(x, y) : signFrom(a, i) - signFrom(b, i) || kindOf(x) - kindOf(y);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** A number comes after a list, and a list after a qualifier. */
function kindOf(item: Item | undefined): number {
  if (item === undefined) return 0;
  return typeof item === 'string' ? 1 : typeof item === 'bigint' ? 3 : 2;
}

function compareSameKind(a: Item | undefined, b: Item | undefined): number {
  if (typeof a === 'bigint' && typeof b === 'bigint') return Number(a > b) - Number(a < b);
  if (typeof a === 'string' && typeof b === 'string') {
    // By UTF-16 code units, like Java.
    return rank(a) - rank(b) || (rank(a) === QUALIFIERS.length ? Number(a > b) - Number(a < b) : 0);
  }
  return Array.isArray(a) && Array.isArray(b) ? compareMavenItems(a, b) : 0;
}

/** The sign of the items from a position on, compared with nothing. */
function signFrom(items: MavenItems, from: number): number {
  for (const item of items.slice(from)) {
    const sign = signOf(item);
    if (sign !== 0) return sign;
  }
  return 0;
}

function signOf(item: Item): number {
  if (typeof item === 'bigint') return item === 0n ? 0 : 1;
  return typeof item === 'string' ? Math.sign(rank(item) - RELEASE) : signFrom(item, 0);
}

function rank(word: string): number {
  const at = QUALIFIERS.indexOf(word);
  return at < 0 ? QUALIFIERS.length : at;
}
