import { describe, expect, test } from 'vitest';
import type { OrderName } from '../../../src/rules/orders/orders.ts';
import {
  type AliasPattern,
  aliasPattern,
  determinedPieces,
  groupSources,
} from '../../../src/rules/pattern/alias-pattern.ts';
import type { TextPiece } from '../../../src/rules/pattern/pattern.ts';
import { patternShape } from '../../../src/rules/pattern/pattern-shape.ts';
import { parseTemplate } from '../../../src/rules/pattern/template.ts';

function turned(regex: string, text: string, order: OrderName = 'semver'): AliasPattern {
  const template = parseTemplate(text);
  if ('why' in template) throw new Error(template.why);
  return aliasPattern(template, () => order, groupSources(patternShape(regex)));
}

const APP = '^r/(?<app>[^/]+)/(?<v>[^/]+)/(?<file>[^/]+)$';

describe('determinedGroups', () => {
  test.each<[regex: string, template: string, fixed: readonly string[]]>([
    [APP, 'r/{app}/latest/{file}', ['app', 'file']],
    [APP, 'latest', []],
    [APP, '{app}', ['app']],
    [APP, '{app}/{app}', ['app']],
    [APP, 'r/{app}/v{v.major}.{v.minor}/{file}', ['app', 'file']],
    [APP, '{app}/{{{file}}}', ['app', 'file']],
    ['^(?<a>[a-z]+)(?<b>\\d+)', '{a}-{b}', ['a', 'b']],
    ['^(?<a>[a-z]+)', '{a}😀', ['a']],
    // The last group extends to the end of the key.
    ['^(?<a>.+)', 'x/{a}', ['a']],
    ['^(?i)(?<a>x)', 'x/{a}', ['a']],
    ['^(?:(?<a>[^/]+)/)?x', '{a}/x', ['a']],
    ['^(?<a>\\d+)', '{a}/{v.prerelease}-x/{a}', ['a']],
    // The literal text at the end, or a slash, shows where the last group of a segment ends.
    ['^(?<a>[^/]+)', '{a}.x', ['a']],
    ['^(?<a>[^/]+)/(?<b>[^/]+)', '{a}/{b}x', ['a', 'b']],
    ['^(?<a>[^/]+)/(?<b>[^/]+)', 'l/{a}.x/{b}', ['a', 'b']],
    ['^(?<a>[a😀]+)', '{a}😀', ['a']],
    ['^(?<a>[^a])', '{a}😀', ['a']],
    ['^(?i)(?<a>x+)', '{a}/y', ['a']],
    ['^(?<a>b$|[^/]+)', '{a}/y', ['a']],
    // Groups are also found from the end of the key.
    ['^(?<a>.+)/(?<b>[^/]+)', 'l/{a}/{b}', ['a', 'b']],
    ['^(?<a>.+)/(?<b>[^/]+)/(?<c>[^/]+)', 'l/{a}/{b}/x/{c}.y', ['a', 'b', 'c']],
    ['^(?<a>\\d+)', '{order.prerelease}-{a}/x', ['a']],
    // One occurrence with certain boundaries is enough.
    ['^(?<a>[^/]+)/(?<b>[^/]+)', 'l/{a}-{b}/{a}', ['a']],
  ])('%s, %s determines %j', (regex, template, fixed) => {
    expect([...turned(regex, template).determinedGroups]).toEqual(fixed);
  });

  test.each<[regex: string, template: string, fixed: readonly string[]]>([
    ['^(?<a>.+)/(?<b>.+)', '{a}/{b}', []],
    ['^(?<a>[^/]+)(?<b>[^/]+)', '{a}{b}', []],
    ['^(?<a>[^/]+)/(?<b>[^/]+)', '{a}-{b}/c', []],
    ['^(?<a>.+)/(?<b>[^/]+)/(?<c>.+)', 'l/{a}/{b}/{c}', []],
    ['^(?<a>[^/]+)/(?<b>[^/]+)/(?<c>[^/]+)', 'l/{a}/{b}-{c}', ['a']],
    // An emoji is one character of two code units, which must be compared together.
    ['^(?<a>[a😀]+)/(?<b>.+)', '{a}😀{b}', []],
    ['^(?<a>😀+)/(?<b>.+)', '{a}😀x{b}', []],
    ['^(?i)(?<a>x+)(?<b>.+)', '{a}/y{b}', []],
    ['^(?<a>\\x2f)(?<b>.+)', '{a}/y{b}', []],
    ['^(?<a>b$|[^/]+)(?<b>.+)', '{a}/y{b}', []],
    // A prerelease can contain dots and dashes.
    ['^(?<a>.+)', '{order.prerelease}-{a}/x', []],
    // No occurrence of the group has certain boundaries.
    ['^(?<a>[^/]+)/(?<b>[^/]+)', 'l/{a}-{b}/{a}{b}', []],
    ['^(?<a>[^/]+)', '{v.major}{a}/x', []],
  ])('%s, %s determines only %j', (regex, template, fixed) => {
    expect([...turned(regex, template).determinedGroups]).toEqual(fixed);
  });

  test('no group after a number that is followed by a digit', () => {
    expect([...turned('^(?<d>[^/]+)$', '{d.year}1{d}/{d.day}1{d}', 'date').determinedGroups]).toEqual([]);
  });
});

describe('keyPattern', () => {
  test.each<[regex: string, template: string, alias: string, groups: Record<string, string>]>([
    [APP, 'r/{app}/latest/{file}', 'r/vite/latest/x.tgz', { app: 'vite', file: 'x.tgz' }],
    [APP, '{app}/{app}', 'a/a', { app: 'a' }],
    [APP, 'r/{app}/v{v.major}', 'r/vite/v8', { app: 'vite' }],
    ['^x', 'a.b*(c)$^[d]|{{e}}', 'a.b*(c)$^[d]|{e}', {}],
    // The regex of the group is unknown, so it matches any text, also an empty one and line feeds.
    ['^(?i)(?<a>x*)', 'l/{a}', 'l/', { a: '' }],
    ['^(?<a>(?s:.*))', 'l/{a}', 'l/a\n/b', { a: 'a\n/b' }],
    // `$` is the end of the key and not of the alias.
    ['^(?<a>\\w+$)', 'l/{a}/x', 'l/a/x', { a: 'a' }],
    ['^(?<a>\\Q[\\E)(?<b>x])', 'l/{a}{b}', 'l/[x]', { a: '[x]', b: '' }],
    // Names inside a group are removed, but not text that only looks like a name.
    ['^(?<a>x(?<n>\\d)?)', '{a}/{a}/{a}', 'x1/x1/x1', { a: 'x1' }],
    ['^(?<a>[^/]+)/(?<b>[^/]+)', 'l/{a}-{b}/{a}', 'l/x-y-z/x', { a: 'x', b: 'y-z' }],
    [APP, 'r/{app}/v{v.major}/{v.major}', 'r/vite/v8/8', { app: 'vite' }],
    ['^(?<a>\\(?<n>)', 'l/{a}', 'l/(<n>', { a: '(<n>' }],
    ['^(?<a>[(?<n>]+)', 'l/{a}', 'l/<(', { a: '<(' }],
    ['^(?<a>x(?<n>\\d))', 'l/{n}', 'l/7', { n: '7' }],
    ['^(?<a>a|bc)', '{a}d', 'bcd', { a: 'bc' }],
    ['^(?<__proto__>x)', '{__proto__}/l', 'x/l', JSON.parse('{"__proto__":"x"}')],
  ])('%s, %s reads the groups of %j', (regex, template, alias, groups) => {
    const found = turned(regex, template).keyPattern.match(alias);
    expect(Object.entries(found ?? {})).toEqual(Object.entries(groups));
  });

  test.each([
    [APP, 'r/{app}/latest/{file}', 'r/vite/8.0.0/x.tgz'],
    [APP, 'r/{app}/latest/{file}', 'r/a/b/latest/x.tgz'],
    [APP, 'r/{app}/latest/{file}', 'xr/vite/latest/x.tgz'],
    [APP, 'r/{app}/latest', 'r/vite/latest\n'],
    [APP, 'r/{app}/v{v.major}', 'r/vite/vX'],
    ['^x', 'a.b', 'axb'],
    ['^(?<a>a|bc)', '{a}d', 'ad/'],
    // Equal names have equal texts.
    [APP, '{app}/{app}', 'a/b'],
    [APP, 'sdist/{app}/{app}-latest', 'sdist/pkg/wheel-latest'],
    ['^(?<a>x(?<n>\\d)?)', '{a}/{a}/{a}', 'x1/x/x2'],
    [APP, 'r/{app}/v{v.major}/{v.major}', 'r/vite/v8/9'],
    ['^(?i)(?<a>x*)', 'l/{a}/{a}', 'l/x/y'],
  ])('%s, %s does not match %j', (regex, template, alias) => {
    expect(turned(regex, template).keyPattern.match(alias)).toBeUndefined();
  });
});

test('beyond the limits of RE2, only the literal text is compared, which still excludes other aliases', () => {
  const long = 'l/{a}/'.repeat(2000);
  const { keyPattern, determinedGroups } = turned('^(?<a>[^/]{1,1000})', long);
  expect(keyPattern.source).toContain('(?s:.*)');
  expect([...determinedGroups]).toEqual([]);
  expect(keyPattern.match('l/x/'.repeat(2000))).toHaveProperty('a');
  expect(keyPattern.match(`${'l/x/'.repeat(1999)}l/y/`)).toBeUndefined();
  expect(keyPattern.match('latest')).toBeUndefined();
});

describe('determinedPieces', () => {
  /** A RegExp stands for a pattern, a string for literal text. */
  function pieces(...texts: readonly (string | RegExp)[]): readonly TextPiece[] {
    return texts.map((text) => (typeof text === 'string' ? { literal: text } : { source: text.source }));
  }

  test.each<[string, readonly TextPiece[]]>([
    ['nothing', pieces()],
    ['literal text', pieces('releases/', 'x')],
    ['any pattern at the end', pieces('releases/', /(?:.|\n)*/)],
    ['patterns separated by slashes', pieces(/[^/]+/, '/', /[^/]+/, '/latest')],
    ['a class without the next character', pieces(/[0-9]+/, '.', /[0-9]+/)],
    ['alternatives without the next character', pieces(/(?:a|bc)/, 'd')],
    ['a class without the next character, a surrogate pair', pieces(/[a-z]+/, '😀')],
    ['a class with another surrogate pair', pieces(/[😁]+/u, '😀')],
  ])('all boundaries are determined: %s', (_, of) => {
    expect([...determinedPieces(of)]).toEqual(of.map((_, index) => index));
  });

  const ANY = /(?:.|\n)*/;

  test.each<[string, readonly TextPiece[], readonly number[]]>([
    ['two adjacent patterns', pieces(/[^/]+/, /[0-9]+/), []],
    ['a pattern that can contain the next character', pieces(/[^/]+/, '-', /[^/]+/), []],
    ['any text, twice', pieces('x/', ANY, '/y/', ANY, '/z'), [0, 4]],
    ['ambiguous pieces between determined ones', pieces(/[^/]+/, '/', ANY, '-', ANY, '/', /[^/]+/), [0, 1, 5, 6]],
    ['an alternative with the next character', pieces(/(?:a|bd)/, 'd', ANY), []],
    ['a class with the next character, a surrogate pair', pieces(/[^/]+/, '😀', ANY), []],
    ['flags, which are not supported', [{ source: '(?s:.*)' }, { literal: '/' }, { source: '(?s:.*)' }], []],
    ['an escape that is not supported', [{ source: '\\x41' }, { literal: '/' }, { source: '\\x41' }], []],
    ['a part that can be empty', pieces('v/', ANY, '', ANY), [0]],
  ])('some boundaries are ambiguous: %s', (_, of, indexes) => {
    expect([...determinedPieces(of)]).toEqual(indexes);
  });

  test.each<[string, readonly TextPiece[]]>([
    ['any text between literals', pieces('x/', ANY, '/y')],
    ['a folder, and a file name with an ending', pieces(/[^/]+/, '/', /[^/]+/, '.tgz')],
    ['a folder with an ending', pieces(/[^/]+/, '.d/', /[^/]+/)],
    ['any text before determined pieces', pieces('x/', ANY, '/', /[^/]+/, '/latest/', /[^/]+/, '.jar')],
  ])('both ends of the key help: %s', (_, of) => {
    expect([...determinedPieces(of)]).toEqual(of.map((_, index) => index));
  });
});
