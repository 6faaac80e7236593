import type { RegexTree } from '../../../../src/rules/pattern/native/regex-tree.ts';
import type { Random } from '../../seeded-random.ts';

/** Sets, as people write them, and as they differ between RE2 and JavaScript. */
const SETS: readonly [string, ...string[]] = [
  '[^/]+',
  ...['[^/]', '.', '[a-z]', '[0-9]', '\\d', '\\w', '\\s', '\\S', '\\W', '\\D', '[^a]', '[^]a]', '[]a]'],
  ...['[a-]', '[-a]', '[a\\-z]', '[\\w.-]', '[[:alpha:]]', '[[:^digit:]]', '[[:space:]]', '[\\s\\S]', '(?s:.)'],
  ...['[\\x{1F600}-\\x{1F64F}a]', '[^-/]', '[^.]', '[a-c-e]', '[\\d\\-]', '[/.]', '[é-ü]'],
];
const LITERALS: readonly [string, ...string[]] = [
  'a',
  ...['b', '/', '-', '\\.', 'ab', '1', '\\-', '\\_', '\\ ', ' ', 'é', '😀', '{', '}', ']', 'a{,2}', '\\x41', '\\x{42}'],
  ...['\\t', '\\n', '\\a', '\\/', ',', '_', '\\]', '\\^', '\\$', 'v', 'latest'],
];
/** Quantifiers where an atom begins: RE2 refuses the first ones there, and reads the others as text. */
const MISPLACED: readonly [string, ...string[]] = ['{2}', '{2,}', '{0,3}', '{10000}', '{,3}', '{02}', '{2', '{'];
const QUANTIFIERS: readonly [string, ...string[]] = [
  '',
  '',
  '',
  '+',
  '*',
  '?',
  '{2}',
  '{1,2}',
  '{0,1}',
  '{2,}',
  '+?',
  '*?',
  '??',
  '{1,3}?',
  // Numbers with a leading zero are text.
  '{02}',
  '{1,03}',
];

/** Makes regular expressions in RE2 syntax. Some are invalid. Most begin with an anchor, because others are never native. */
export function randomRegex(random: Random): string {
  let names = 0;
  const atom = (depth: number): string => {
    const kind = random.below(10);
    if (kind < 4) return random.pick(LITERALS);
    if (kind < 7 || depth === 0) return random.pick(SETS);
    if (kind < 9) return `(?${random.pick(['P<', '<'])}g${names++}>${alternation(depth - 1)})`;
    return `${random.pick(['(?:', '('])}${alternation(depth - 1)})`;
  };
  const sequence = (depth: number): string =>
    (random.below(60) === 0 ? random.pick(MISPLACED) : '') +
    Array.from({ length: random.below(5) }, () => atom(depth) + random.pick(QUANTIFIERS)).join('');
  const alternation = (depth: number): string =>
    Array.from({ length: random.below(4) === 0 ? 2 : 1 }, () => sequence(depth)).join('|');
  const start = random.pick(['^', '^', '^', '^', '\\A', '']);
  return `${start}${sequence(3)}${random.pick(['$', '$', '$', '\\z', ''])}`;
}

const PIECES: readonly [string, ...string[]] = [
  'a',
  ...['b', 'ab', '/', '-', '.', '1', '12', ' ', '_', 'A', 'B', '{', '}', ']', ',', 'v1', 'latest', 'é', 'ü', '😀'],
  ...['\n', '\r', '\t', '\u000b', '\u0007', '\u2028', '\u00a0', '\ufeff', '\ud83d', '\ude00', 'z', 'a{,2}', '^', '$'],
];

/** Makes a text of pieces that such expressions match. */
export function randomText(random: Random): string {
  return Array.from({ length: random.below(7) }, () => random.pick(PIECES)).join('');
}

/** Makes a text that an expression probably matches, and sometimes changes it in one place. */
export function textOf(tree: RegexTree, random: Random): string {
  const text = sampleOf(tree, random);
  const at = random.below(text.length + 1);
  const change = random.below(6);
  if (change === 0) return text.slice(0, at) + random.pick(PIECES) + text.slice(at);
  return change === 1 ? text.slice(0, at) + text.slice(at + 1) : text;
}

function sampleOf(tree: RegexTree, random: Random): string {
  switch (tree.kind) {
    case 'set': {
      const range = tree.points[random.below(tree.points.length)];
      if (range === undefined) return '';
      const [from, to] = range;
      // Keys are mostly ASCII, and the ends of a range are where mistakes show.
      const last = random.below(4) === 0 ? to : Math.min(to, Math.max(from, 0x7f));
      return String.fromCodePoint(random.below(3) === 0 ? from : from + random.below(last - from + 1));
    }
    case 'sequence':
      return tree.items.map((item) => sampleOf(item, random)).join('');
    case 'alternation':
      return sampleOf(tree.options[random.below(tree.options.length)] ?? { kind: 'end' }, random);
    case 'capture':
      return sampleOf(tree.body, random);
    case 'repeat': {
      const times = tree.least + random.below(Math.min(tree.most - tree.least, 3) + 1);
      return Array.from({ length: times }, () => sampleOf(tree.body, random)).join('');
    }
    default:
      return '';
  }
}
