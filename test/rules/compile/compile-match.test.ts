import { expect, test } from 'vitest';
import { compileMatch } from '../../../src/rules/compile/compile-match.ts';

/** More instructions than a regex can have. */
const LARGE = 'a{999}'.repeat(11);

test('a regex is compiled, with the regexes of its groups', () => {
  const { match, problems } = compileMatch({ prefix: 'r/', regex: '^r/(?<app>[a-z]+)/', exclude: 'x$' });
  expect(problems).toEqual([]);
  expect(match).toMatchObject({ prefix: 'r/', sources: new Map([['app', '[a-z]+']]) });
  expect(match?.pattern.match('r/tool/1')).toEqual({ app: 'tool' });
  expect(match?.exclude?.match('x')).toEqual({});
});

test.each([
  ['a regex', { prefix: '', regex: '(' }, ['match.regex'], false],
  ['exclude', { prefix: '', regex: '^a', exclude: '(' }, ['match.exclude'], true],
  ['both', { prefix: '', regex: '(', exclude: '(' }, ['match.regex', 'match.exclude'], false],
  ['a prefix', { prefix: '/a', regex: '^a' }, ['match.prefix'], true],
])('an invalid %s is reported, and the rest is compiled if the regex is valid', (_, match, paths, isUsable) => {
  const result = compileMatch(match);
  expect(result.problems.map(({ path }) => path.join('.'))).toEqual(paths);
  expect(result.match !== undefined).toBe(isUsable);
});

test.each([
  ['(?=a)', 'write the pattern without look-around, for example with a character class'],
  [String.raw`(a)\1`, 'write the pattern without back-references'],
  ['a{1000}{1000}', 'fix the pattern'],
  [LARGE, 'write * or + instead of repeats with a high bound, because each repetition compiles to a copy'],
])('%s: %s', (regex, instead) => {
  expect(compileMatch({ prefix: '', regex }).problems).toMatchObject([{ path: ['match', 'regex'], instead }]);
});

test('a key template is compiled to a prefix, a pattern and the regexes of its names', () => {
  const { match, problems, size } = compileMatch({ key: 'm/{p:**}/{a}/{a}-{v}.jar', exclude: 'x' });
  expect(problems).toEqual([]);
  expect(size).toBeGreaterThan(10);
  expect(match).toMatchObject({
    prefix: 'm/',
    sources: new Map([
      ['p', '[^/]+(?:/[^/]+)*'],
      ['a', '[^/]+'],
      ['v', '[^/]+'],
    ]),
  });
  expect(match?.exclude?.match('x')).toEqual({});
  expect(match?.pattern.match('m/b/c/c-1.jar')).toEqual({ p: 'b', a: 'c', v: '1' });
  expect(match?.pattern.match('m/b/c/d-1.jar')).toBeUndefined();
});

test('an invalid key template is reported with the offset', () => {
  const { match, problems } = compileMatch({ key: 'm/{a}{b}', exclude: '(' });
  expect(match).toBeUndefined();
  expect(problems).toEqual([
    {
      path: ['match', 'key'],
      at: 5,
      what: 'the key template "m/{a}{b}" cannot be used',
      why: 'it is ambiguous where {a} ends and {b} begins',
      instead: 'write literal text between them, like {a}-{b}, or one name for both',
    },
    expect.objectContaining({ path: ['match', 'exclude'] }),
  ]);
});

test('the size counts a regex that is too large', () => {
  expect(compileMatch({ prefix: '', regex: 'a', exclude: LARGE }).size).toBeGreaterThan(10_000);
});
