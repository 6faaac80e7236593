import { describe, expect, test } from 'vitest';
import { parseDocumentText } from '../../../src/rules/file/rules-document.ts';
import { rulesSchema } from '../../../src/rules/file/rules-schema.ts';
import { pathText, schemaProblems } from '../../../src/rules/file/schema-problems.ts';

test.each([
  [[], 'the file'],
  [['version'], 'version'],
  [['rules', 0, 'match', 'regex'], 'rules[0].match.regex'],
  [['rules', 1, 'aliases', 2], 'rules[1].aliases[2]'],
  [[3, 'a'], '[3].a'],
])('%j is written as %s', (path, text) => {
  expect(pathText(path)).toBe(text);
});

function insteadOf(text: string): readonly string[] {
  const document = parseDocumentText(text, 'f');
  const read = rulesSchema.safeParse(document.value);
  return read.success ? [] : schemaProblems(read.error.issues, document).map((problem) => problem().instead);
}

// A valid rule with an unknown key in each object.
const at = {
  top: (key: string) => insteadOf(JSON.stringify({ [key]: 1, ...file({}) })),
  rule: (key: string) => insteadOf(JSON.stringify(file({ [key]: 1 }))),
  match: (key: string) => insteadOf(JSON.stringify(file({ match: { regex: 'x', [key]: 1 } }))),
  order: (key: string) => insteadOf(JSON.stringify(file({ order: { by: 'uploaded', [key]: 1 } }))),
  release: (key: string) => insteadOf(JSON.stringify(file({ release: { of: '{v}', complete: ['x'], [key]: 1 } }))),
  onDelete: (key: string) => insteadOf(JSON.stringify(file({ onDelete: { fallback: 'x', [key]: 1 } }))),
  alias: (key: string) => insteadOf(JSON.stringify(file({ aliases: [{ key: 'l', [key]: 1 }] }))),
};

function file(more: Record<string, unknown>) {
  return {
    version: 1,
    rules: [{ name: 'a', match: { regex: 'x' }, order: { by: 'uploaded' }, aliases: ['l'], ...more }],
  };
}

describe('an unknown key', () => {
  test.each<[place: keyof typeof at, key: string, instead: string]>([
    ['top', 'versions', 'write "version"'],
    ['top', 'rule', 'write "rules"'],
    ['rule', 'alias', 'write "aliases"'],
    ['rule', 'alises', 'write "aliases"'],
    ['rule', 'format', 'write "format" in order'],
    ['rule', 'regexp', 'write "regex" in match'],
    ['match', 'prefx', 'write "prefix"'],
    ['match', 'order', 'write "order" in the rule'],
    ['order', 'formt', 'write "format"'],
    ['order', 'regex', 'write "regex" in match'],
    ['order', 'reverse', 'write desc: true'],
    ['release', 'complet', 'write "complete"'],
    ['onDelete', 'fallbak', 'write "fallback"'],
    ['alias', 'prerelease', 'write "prereleases"'],
    ['alias', 'onDelete', 'write "onDelete" in the rule'],
    ['alias', 'version', 'write "version" at the top of the file'],
    ['rule', 'zzz', 'remove it'],
    ['rule', 'toString', 'remove it'],
  ])('in %s: %s', (place, key, instead) => {
    expect(at[place](key)).toEqual([instead]);
  });

  test.each(['onDelete', 'prereleases'])('%s in the rule is valid', (key) => {
    expect(at.rule(key)).not.toContain(`write "${key}"`);
  });
});

describe('match has a key, or a regex', () => {
  const problemsOf = (match: unknown): readonly string[] => {
    const document = parseDocumentText(JSON.stringify(file({ match })), 'f');
    const read = rulesSchema.safeParse(document.value);
    const found = read.success ? [] : schemaProblems(read.error.issues, document);
    return found.map((problem) => problem()).map(({ what, why, instead }) => `${what}: ${why}; ${instead}`);
  };
  const neither =
    "rules[0].match has neither key nor regex: it does not say which objects are candidates; add key: with a template, like 'releases/{app}/{version}/{file}', or regex:";

  test.each<[match: unknown, problems: readonly string[]]>([
    [{ key: 'a/{v}' }, []],
    [{ key: 'a/{v}', exclude: 'x' }, []],
    [{ regex: 'x' }, []],
    [
      { key: 'a/{v}', regex: 'x' },
      [
        'rules[0].match has key and regex: one of them says which keys match; remove one of them; exclude can be added to both',
      ],
    ],
    [
      { key: 'a/{v}', prefix: 'a/' },
      ['rules[0].match has key and prefix: a key template contains its prefix; remove prefix'],
    ],
    [{}, [neither]],
    [{ prefix: 'a/' }, [neither]],
    [
      { ky: 'a/{v}' },
      [neither, 'unknown key "ky" in rules[0].match: a misspelled option would be ignored without notice; write "key"'],
    ],
    [{ key: '' }, ['rules[0].match.key: must not be empty; write at least one character']],
    [
      { key: 'a'.repeat(2001) },
      ['rules[0].match.key: must have at most 2,000 characters; write at most 2,000 characters'],
    ],
    [{ key: 5 }, ['rules[0].match.key: expected string, received number; write it in quotes: "5"']],
    [5, ['rules[0].match: expected object, received number; write an object, like { key: value }']],
  ])('%j', (match, problems) => {
    expect(problemsOf(match)).toEqual(problems);
  });
});

test.each<[headers: unknown, problem: string]>([
  [
    { 'Cache-Control': 60 },
    'rules[0].headers.Cache-Control: expected string, received number; write it in quotes: "60"',
  ],
  [{ Expires: 0 }, 'rules[0].headers.Expires: expected string, received number; write it in quotes: "0"'],
  [
    { 'cache-control': 'no-cache' },
    'unknown key "cache-control" in rules[0].headers: a misspelled option would be ignored without notice; write "Cache-Control"',
  ],
  [
    { 'X-Frame-Options': 'DENY' },
    'unknown key "X-Frame-Options" in rules[0].headers: a misspelled option would be ignored without notice; write one of Cache-Control, Content-Type, Content-Disposition, Content-Encoding, Content-Language, Expires',
  ],
])('headers: %j', (headers, problem) => {
  const document = parseDocumentText(JSON.stringify(file({ headers })), 'f');
  const read = rulesSchema.safeParse(document.value);
  const found = read.success ? [] : schemaProblems(read.error.issues, document);
  expect(found.map((one) => one()).map(({ what, why, instead }) => `${what}: ${why}; ${instead}`)).toEqual([problem]);
});

test('a valid rules file has no problems', () => {
  expect(insteadOf(JSON.stringify(file({})))).toEqual([]);
});

test('inherited properties do not count as keys', () => {
  expect(insteadOf('{"__proto__": {"version": 1}, "rules": []}')).toEqual([
    'add version: 1',
    'write at least one rule',
    'remove it',
  ]);
});

test.each<[key: string, value: unknown, instead: string]>([
  ['minimumAge', 5, 'write a number followed by s, m, h, d or w, like 30m, 2h or 7d'],
  ['release', true, "write { of: '{app}/{version}', complete: ['…/{app}/{version}/SHA256SUMS'] }"],
  ['onDelete', 'fallback', 'write repoint or remove or keep or { fallback: KEY }'],
  ['guard', 'yes', 'write true or false'],
])('%s: %j is reported with the expected value', (key, value, instead) => {
  expect(insteadOf(JSON.stringify(file({ [key]: value })))).toEqual([instead]);
});

test('a list with one item is a list', () => {
  const release = { of: '{v}', complete: 'x' };
  expect(insteadOf(JSON.stringify(file({ release })))).toEqual([
    "write a list of keys: ['…/{app}/{version}/SHA256SUMS']",
  ]);
});
