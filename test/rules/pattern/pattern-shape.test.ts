import { describe, expect, test } from 'vitest';
import { compilePattern } from '../../../src/rules/pattern/pattern.ts';
import {
  embeddableSource,
  mayContain,
  type PatternAtom,
  patternShape,
  regexStart,
} from '../../../src/rules/pattern/pattern-shape.ts';

/** The items in short, one letter for each kind. */
function brief(atom: PatternAtom): string {
  switch (atom.kind) {
    case 'start':
      return 'start';
    case 'anchor':
      return 'anchor';
    case 'alternation':
      return 'or';
    case 'literal':
      return `lit ${atom.text}${atom.quantifier}`;
    case 'set':
      return `set ${atom.source}${atom.quantifier}`;
    case 'group':
      return `group ${atom.name ?? '-'}(${atom.body})${atom.quantifier}`;
  }
}

test.each<[source: string, atoms: readonly string[]]>([
  ['', []],
  ['^ab$', ['start', 'lit a', 'lit b', 'anchor']],
  ['\\Aa\\z', ['start', 'lit a', 'anchor']],
  ['\\bx\\B', ['anchor', 'lit x', 'anchor']],
  // A quantifier applies to the last character only.
  ['ab?', ['lit a', 'lit b?']],
  ['ab*?c+?d??', ['lit a', 'lit b*?', 'lit c+?', 'lit d??']],
  ['a{2}b{2,}c{2,3}?', ['lit a{2}', 'lit b{2,}', 'lit c{2,3}?']],
  // Not quantifiers: RE2 reads these braces as literal text.
  ['a{,5}{x}', ['lit a', 'lit {', 'lit ,', 'lit 5', 'lit }', 'lit {', 'lit x', 'lit }']],
  ['😀+é', ['lit 😀+', 'lit é']],
  ['a\\.b\\/c\\_\\-', ['lit a', 'lit .', 'lit b', 'lit /', 'lit c', 'lit _', 'lit -']],
  ['\\\\a', ['lit \\', 'lit a']],
  ['.\\d\\W*\\s', ['set .', 'set \\d', 'set \\W*', 'set \\s']],
  ['\\pN\\p{Greek}+\\P{^Lu}', ['set \\pN', 'set \\p{Greek}+', 'set \\P{^Lu}']],
  ['[abc][^/]+', ['set [abc]', 'set [^/]+']],
  ['[]a]x', ['set []a]', 'lit x']],
  ['[^]a]x', ['set [^]a]', 'lit x']],
  ['[a\\]b]x', ['set [a\\]b]', 'lit x']],
  ['[[:alpha:]_]x', ['set [[:alpha:]_]', 'lit x']],
  ['[[:^digit:]]{3}', ['set [[:^digit:]]{3}']],
  ['[()|*]', ['set [()|*]']],
  ['[[:a]x', ['set [[:a]', 'lit x']],
  [']}', ['lit ]', 'lit }']],
  ['(a)', ['group -(a)']],
  ['(?:a|b)', ['group -(a|b)']],
  ['(?<v>\\d+)', ['group v(\\d+)']],
  ['(?P<v>\\d+)*', ['group v(\\d+)*']],
  ['(?<a>(?<b>x)(y))z', ['group a((?<b>x)(y))', 'lit z']],
  ['(a\\)b)c', ['group -(a\\)b)', 'lit c']],
  ['([)])c', ['group -([)])', 'lit c']],
  ['(?<__proto__>x)', ['group __proto__(x)']],
  ['a|b', ['lit a', 'or', 'lit b']],
  ['a||', ['lit a', 'or', 'or']],
  ['()(|a)', ['group -()', 'group -(|a)']],
  ['(?:(?i)a)b', ['group -((?i)a)', 'lit b']],
])('%j is parsed', (source, atoms) => {
  expect(compilePattern(source)).not.toHaveProperty('refused');
  expect(patternShape(source)?.map(brief)).toEqual(atoms);
});

test.each([
  ['(?i)abc'],
  ['(?s).'],
  ['(?m)^a'],
  ['(?i:abc)'],
  ['a(?-i)b'],
  ['\\Qa.b\\E'],
  // The parenthesis is literal here, and the first `]` does not end the class.
  ['^(?<a>\\Q[\\E)(?<b>x])'],
  ['\\x41'],
  ['\\n'],
  ['\\t'],
  ['\\x{1F600}'],
  ['\\101'],
  // A repeated position is optional: `^*abc` matches `xabc`.
  ['^*abc'],
  ['^?abc'],
  ['^{0}abc'],
  ['a$*b'],
  ['a\\b?b'],
])('%j is not supported', (source) => {
  expect(compilePattern(source)).not.toHaveProperty('refused');
  expect(patternShape(source)).toBeUndefined();
});

function matchesSet(character: string) {
  return (set: string) => {
    const pattern = compilePattern(`^(?:${set})$`);
    return 'refused' in pattern || pattern.match(character) !== undefined;
  };
}

describe('mayContain', () => {
  test.each([
    ['[^/]+', '/'],
    ['[a-z]+(?:\\.[a-z]+)*', '/'],
    ['\\d{4}', '-'],
    ['(a|b)*', 'c'],
    ['', 'x'],
    ['^a$', 'x'],
    ['.', '\n'],
    ['\\/', '.'],
  ])('no match of %s can contain %j', (source, character) => {
    expect(mayContain(source, character, matchesSet(character))).toBe(false);
  });

  test.each([
    ['[^/]+', '.'],
    ['.+', '/'],
    ['a/b', '/'],
    ['a\\/b', '/'],
    ['(?:x(?<n>y/?))', '/'],
    ['a|/', '/'],
    ['/{0}', '/'],
    ['😀+', '😀'],
    ['[^a]', '😀'],
    // Not supported, so it might.
    ['(?i)a', 'A'],
    ['x(?i:a)', 'A'],
    ['\\x2f', '/'],
    ['\\Q/\\E', '/'],
  ])('a match of %s can contain %j', (source, character) => {
    expect(mayContain(source, character, matchesSet(character))).toBe(true);
  });
});

describe('embeddableSource', () => {
  test.each([
    ['[^/]+', '[^/]+'],
    ['a|b?', 'a|b?'],
    ['x(?<n>\\d+)(?P<m>y)*?', 'x(?:\\d+)(?:y)*?'],
    ['(?<a>(?<b>x)|)', '(?:(?:x)|)'],
    // Text that only looks like a name stays: an optional parenthesis, and a class.
    ['\\(?<a>', '\\(?<a>'],
    ['[(?<a>]', '[(?<a>]'],
    ['', ''],
  ])('%s becomes %s', (source, moved) => {
    expect(embeddableSource(source)).toBe(moved);
  });

  test.each([['^a'], ['a$'], ['(?:a|b$)'], ['\\bx'], ['x(y(\\Az))'], ['(?i)a'], ['(a(?i)b)'], ['\\Qa\\E'], ['^*a']])(
    '%s cannot be embedded',
    (source) => {
      expect(embeddableSource(source)).toBeUndefined();
    },
  );
});

describe('regexStart', () => {
  test.each([
    ['^r/(?<a>x)', 'r/'],
    ['^r\\.x$', 'r.x'],
    ['^r*x', ''],
    ['^rx?', 'r'],
    ['^', ''],
    ['r/', ''],
    ['^r/|^x/', ''],
    ['(?i)^r/', ''],
    ['^(?:r)/', ''],
  ])('every match of %s begins with %j', (source, start) => {
    expect(regexStart(patternShape(source) ?? [])).toBe(start);
  });
});
