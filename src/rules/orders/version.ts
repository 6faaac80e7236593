import { beginsWithHash } from './commit-hash.ts';
import type { NotOrdered, Order, OrderValue } from './order.ts';

/** A number or a word of a suffix. Words are lower-case. */
type Token = bigint | string;

interface Version {
  /** Without zeros at the end, so that `1.2` equals `1.2.0`. */
  readonly numbers: readonly bigint[];
  readonly prerelease: boolean;
  /** The suffix, without words that only mark a release, and without commit ids. */
  readonly tokens: readonly Token[];
}

/** Optional `v`, numbers separated by dots, a suffix, and build metadata. */
const SHAPE =
  /^[Vv]?(?<numbers>\d+(?:\.\d+)*)(?<suffix>(?:[._-]?[A-Za-z]|[_-]\d)[0-9A-Za-z._-]*)?(?:\+[0-9A-Za-z.+_-]+)?$/;

/** The words of prereleases, lowest first. The words in one row are compared by the alphabet. */
const PRERELEASES: readonly (readonly string[])[] = [
  ['canary', 'ci', 'daily', 'dev', 'devel', 'edge', 'experimental', 'head', 'insiders', 'main', 'master'],
  ['next', 'nightly', 'snapshot', 'test', 'trunk', 'unstable'],
  ['alpha'],
  ['beta'],
  ['milestone'],
  ['ea', 'eap', 'mr', 'pre'],
  ['rc'],
];

const RANKS: ReadonlyMap<string, number> = new Map(
  // The first two rows are one row, divided for the width of this file.
  PRERELEASES.flatMap((words, row) => words.map((word) => [word, Math.max(row, 1)] as const)),
);

/** Other spellings of words of prereleases. */
const SPELLINGS: Readonly<Record<string, string>> = { preview: 'pre', pr: 'pre', cr: 'rc', candidate: 'rc' };

/** Letters that are a word of a prerelease only if a number follows. In `1.0.2a`, the letter is a patch of the release. */
const LETTERS: Readonly<Record<string, string>> = { a: 'alpha', b: 'beta', m: 'milestone' };

/** Words that mark a release and do not change its position. */
const RELEASES: ReadonlySet<string> = new Set(['final', 'ga', 'lts', 'release', 'stable']);

/** Words of later releases that can follow a number without a separator, as in `8u321` and `1.2p4`. */
const ATTACHED: ReadonlySet<string> = new Set(['hotfix', 'p', 'patch', 'pl', 'post', 'r', 'rev', 'sp', 'u']);

/**
 * Versions as people write them: any count of numbers, with or without `v`, leading zeros and a suffix: `1.2.3.4-rc1`, `v1.2`,
 * `26.04`, `483`. A suffix with a word such as `rc`, `beta` or `nightly` makes a prerelease, which comes before the release.
 * Other suffixes come after the release. Build metadata after `+` does not count. The rules reference has the full definition.
 */
export const version: Order<Version> = {
  parse(text): OrderValue<Version> | NotOrdered {
    const { numbers, suffix = '' } = SHAPE.exec(text)?.groups ?? {};
    if (numbers === undefined || !isSuffix(suffix, numbers.includes('.')) || beginsWithHash(text.replace(/^v/i, ''))) {
      return { ok: false, why: `"${text}" is not a version (like 1.10, v2.0.0-rc1 or 1.2.3.4)` };
    }
    const [major = '0', minor = '0', patch = '0'] = numbers.split('.');
    const tokens = tokensOf(suffix);
    const prerelease = tokens.some((token) => typeof token === 'string' && RANKS.has(token));
    return {
      ok: true,
      value: { numbers: withoutZeros(numbers.split('.').map(BigInt)), prerelease, tokens },
      prerelease,
      parts: { major, minor, patch },
    };
  },
  compare: (a, b) =>
    compareLists(a.numbers, b.numbers, (x = 0n, y = 0n) => compareTokens(x, y)) ||
    Number(b.prerelease) - Number(a.prerelease) ||
    compareLists(a.tokens, b.tokens, compareTokens),
  parts: ['major', 'minor', 'patch'],
  examples: ['1.10', 'v2.0.0-rc1', '1.2.3.4'],
};

/** Whether a text after the numbers is a suffix. A placeholder such as `1.x` is not a version. */
function isSuffix(suffix: string, isDotted: boolean): boolean {
  if (/[._-]$/.test(suffix) || suffix.split(/[._-]/).some((segment) => /^x$/i.test(segment))) return false;
  const [, word, next = ''] = /^([A-Za-z]+)(.?)/.exec(suffix) ?? [];
  if (word === undefined) return true;
  const isNumbered = /\d/.test(next);
  if (word.length === 1 && !isNumbered) return isDotted;
  const known = wordOf(word, isNumbered);
  return RANKS.has(known) || RELEASES.has(known) || ATTACHED.has(known);
}

function tokensOf(suffix: string): readonly Token[] {
  return suffix
    .split(/[._-]/)
    .filter((segment) => !isCommit(segment))
    .flatMap((segment) => segment.match(/\d+|[A-Za-z]+/g) ?? [])
    .map((token, i, all) => (/^\d/.test(token) ? BigInt(token) : wordOf(token, /^\d/.test(all[i + 1] ?? ''))))
    .filter((token) => typeof token === 'bigint' || !RELEASES.has(token));
}

/** Whether a segment is a commit id, as in `git describe`. `a1234567` is an alpha, and digits alone are a number. */
function isCommit(segment: string): boolean {
  const id = segment.replace(/^g/, '');
  return id.length >= 7 && /^[0-9A-Fa-f]+$/.test(id) && /\d/.test(id) && /[A-Fa-f]/.test(id) && !/^[AaBb]\d+$/.test(id);
}

function wordOf(written: string, isNumbered: boolean): string {
  const word = written.toLowerCase();
  return (isNumbered ? LETTERS[word] : undefined) ?? SPELLINGS[word] ?? word;
}

function withoutZeros(numbers: readonly bigint[]): readonly bigint[] {
  return numbers.slice(0, numbers.findLastIndex((number) => number !== 0n) + 1);
}

/** Compares two lists item by item. `undefined` stands for the end of a list. */
function compareLists<T>(a: readonly T[], b: readonly T[], compare: (x?: T, y?: T) => number): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = compare(a[i], b[i]);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Words of prereleases come first, then the end of the suffix, then numbers, then other words. */
function compareTokens(a: Token | undefined, b: Token | undefined): number {
  const [x, y] = [classOf(a), classOf(b)];
  if (x !== y || a === undefined || b === undefined) return x - y;
  return a < b ? -1 : a > b ? 1 : 0;
}

const END = RANKS.size;

function classOf(token: Token | undefined): number {
  if (token === undefined) return END;
  if (typeof token === 'bigint') return END + 1;
  return RANKS.get(token) ?? END + 2;
}
