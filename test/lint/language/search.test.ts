import { describe, expect, test } from 'vitest';
import { KEYS, type Language, startingWith } from '../../../src/lint/language/language.ts';
import { patternLanguage } from '../../../src/lint/language/pattern-language.ts';
import { createSearch } from '../../../src/lint/language/search.ts';

const search = createSearch();

function languages(sources: readonly string[]): readonly Language[] {
  return sources.map((source) => {
    const language = patternLanguage(source);
    if (language === undefined) throw new TypeError(`${source} is not followed`);
    return language;
  });
}

describe('texts in some patterns and not in others', () => {
  test.each<[within: readonly string[], notIn: readonly string[], text: string]>([
    [['^a/[^/]+$'], [], 'a/a'],
    [['^a/[^/]+$', '/latest$'], [], 'a/latest'],
    [['^(?:a|b)/(?P<x>[0-9]{2,3})$', '^b/1'], [], 'b/11'],
    [['^.$'], ['^[a-z0-9A-Z]$'], '-'],
    [['^[^/]{3}$'], ['^a'], '1aa'],
    [['^v\\d+$'], ['^v\\d$'], 'v11'],
    [['^(?:ab)*$', '^(?:aba)+b?'], [], 'abab'],
    [['^中$'], [], '中'],
    [['^[α-ω]$'], ['^[α-ψ]$'], 'ω'],
    [['^\\x{41}?[\\x{1F600}]$'.replace('\\x{41}?', '')], [], '😀'],
    [['^(?s:.*)x$', '^y'], [], 'yx'],
    [['b'], ['^b', 'b$'], 'aba'],
    [['^\\d{2}$', '^0\\d$'], [], '01'],
    [['^\\D\\D$', '^1?\\D\\D$'], [], 'aa'],
    [['^[^/]1$', '^01$'], [], '01'],
  ])('in %j and not in %j: %s', (within, notIn, text) => {
    expect(search({ in: languages(within), notIn: languages(notIn) })).toEqual({ texts: [text], isEmpty: false });
  });

  test.each<[within: readonly string[], notIn: readonly string[]]>([
    [['^a', '^b'], []],
    [['^[^/]+$', '/'], []],
    [['^v[0-9]+$', '^v?[0-9]+\\.[0-9]+$'], []],
    [['^a/[a-z]+$'], ['^a/[^/]+$']],
    [['^a{2,3}$'], ['^a{1,4}$']],
    [['^(?:a|b)+$'], ['^a*$', 'b']],
    [['^\\d$'], ['^[0-9]$']],
    [['^[α-ω]$'], ['^[α-κ]$', '^[λ-ω]$']],
  ])('in %j and not in %j: certainly no text', (within, notIn) => {
    expect(search({ in: languages(within), notIn: languages(notIn) })).toEqual({ texts: [], isEmpty: true });
  });

  test.each<[name: string, within: readonly string[], notIn: readonly string[]]>([
    ['classes of all scripts are only tried', ['^\\p{Greek}$'], ['^\\p{L}$']],
    ['too many states', ['^(?:[^/]{1,1000}/){1,1000}$', '^!$'], []],
  ])('%s: no text was found, and the result is unknown', (_, within, notIn) => {
    expect(search({ in: languages(within), notIn: languages(notIn) })).toEqual({ texts: [], isEmpty: false });
  });

  test.each<[name: string, source: string]>([
    [
      'a text in which each character is another',
      `^${String.fromCodePoint(...Array.from({ length: 20_000 }, (_, i) => 0x4e00 + i))}$`,
    ],
    ['a text of many characters', `^${'abcdef'.repeat(10_000)}$`],
    [
      'many sets of many characters',
      `^${Array.from({ length: 400 }, (_, i) => `[a-${String.fromCodePoint(0x4e00 + i * 7)}]`).join('')}$`,
    ],
  ])('%s is stopped after a few steps', (_, source) => {
    const budget = { left: Number.MAX_SAFE_INTEGER };
    expect(createSearch(budget)({ in: languages([source]) })).toEqual({ texts: [], isEmpty: false });
    expect(Number.MAX_SAFE_INTEGER - budget.left).toBeLessThan(2_000_000);
  });

  test('without remaining budget, the result is unknown', () => {
    const budget = { left: 5_000 };
    const bounded = createSearch(budget);
    const question = { in: languages(['^[^/]+/[^/]+$', '^a/b$']) };
    const answers = Array.from({ length: 20 }, () => bounded(question));
    expect(budget.left).toBeLessThanOrEqual(0);
    expect(answers.at(-1)).toEqual({ texts: [], isEmpty: false });
    expect(createSearch()(question).texts).toEqual(['a/b']);
  });

  test('returns as many texts as requested, shortest first', () => {
    expect(search({ in: languages(['^(?:a|b)+$']), most: 4 }).texts).toEqual(['a', 'b', 'aa', 'ab']);
    expect(search({ in: languages(['^(?:a|b)$']), most: 4 }).texts).toEqual(['a', 'b']);
  });

  test('keys do not begin with a slash', () => {
    expect(search({ in: [KEYS, startingWith('/')] }).isEmpty).toBe(true);
    expect(search({ in: [KEYS, ...languages(['^/?[\\n]?b$'])] }).texts).toEqual(['b']);
  });
});

/** Pseudo-random numbers, the same in every run. */
function createDice(seed: number) {
  let state = seed;
  return (sides: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

/** A pattern over a, b and / with the same meaning in RE2 and JavaScript. */
function randomPattern(roll: (sides: number) => number, depth = 0): string {
  const atoms = ['a', 'b', '/', '[^/]', '[ab]', '.'];
  const quantifiers = ['', '', '', '*', '+', '?', '{2}', '{1,2}', '{2,}'];
  const items = Array.from({ length: 1 + roll(3) }, () => {
    const atom = depth < 2 && roll(4) === 0 ? `(?:${randomPattern(roll, depth + 1)})` : atoms[roll(atoms.length)];
    return `${atom}${quantifiers[roll(quantifiers.length)]}`;
  });
  return `${items.join('')}${roll(4) === 0 ? `|${atoms[roll(atoms.length)]}` : ''}`;
}

const SHORT_TEXTS = Array.from({ length: 6 }, (_, length) => length).flatMap((length) =>
  Array.from({ length: 3 ** length }, (_, n) =>
    n
      .toString(3)
      .padStart(length, '0')
      .slice(length === 0 ? 1 : 0)
      .replace(/[012]/g, (digit) => 'ab/'[Number(digit)] ?? ''),
  ),
);

test('has the same result as testing every short text, for 300 pairs of patterns', () => {
  const roll = createDice(7);
  for (let i = 0; i < 300; i++) {
    const [one, other] = [randomPattern(roll), randomPattern(roll)].map((inside) =>
      roll(2) === 0 ? `^(?:${inside})$` : inside,
    );
    const [yes, no] = [new RegExp(one ?? '', 'u'), new RegExp(other ?? '', 'u')];
    const expected = SHORT_TEXTS.filter((text) => yes.test(text) && !no.test(text));
    const { texts, isEmpty } = search({ in: languages([one ?? '', '^[ab/]*$']), notIn: languages([other ?? '']) });
    expect({ one, other, isEmpty, length: [...(texts[0] ?? '')].length }).toEqual({
      one,
      other,
      isEmpty: texts.length === 0,
      length: expected[0]?.length ?? [...(texts[0] ?? '')].length,
    });
    if (expected.length > 0) expect(texts).toHaveLength(1);
    for (const text of texts)
      expect([one, other, text, yes.test(text), no.test(text)]).toEqual([one, other, text, true, false]);
  }
});
