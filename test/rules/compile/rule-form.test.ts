import { describe, expect, test } from 'vitest';
import { compileRule } from '../../../src/rules/compile/compile-rule.ts';
import { formOf } from '../../../src/rules/compile/rule-form.ts';
import { ruleSchema } from '../../../src/rules/file/rules-schema.ts';

const ORDER = { by: 'semver', on: 'v' };

function written(more: object) {
  return ruleSchema.parse({ name: 'a', order: ORDER, aliases: ['l/{v.major}'], ...more });
}

const REGEX = { match: { prefix: 'a/b/', regex: '^a/b/x-(?<v>[^/]+)$' } };

test.each<[more: object, start: string, aliasStarts: readonly string[], rest: object]>([
  [REGEX, 'a/b/', ['l/'], { match: { prefix: '', regex: '^x-(?<v>[^/]+)$' }, aliases: ['{v.major}'] }],
  [
    { match: { key: 'a/{v}/x' }, aliases: ['a/{v}', { key: 'l/a-x', prereleases: true }, 'l'] },
    'a/',
    ['a/', 'l/', ''],
    { match: { key: '{v}/x' }, aliases: ['{v}', { key: 'a-x', prereleases: true }, 'l'] },
  ],
])('%j is divided', (more, start, aliasStarts, rest) => {
  const form = formOf(written(more));
  expect(form).toMatchObject({ start, aliasStarts, rest: { name: '', ...rest } });
});

describe('rules that are compiled as a whole', () => {
  test.each<[what: string, more: object]>([
    ['without a folder', { match: { key: '{v}/x' } }],
    ['a pattern that RE2 runs', { match: { regex: '^a/(?i)(?<v>[a-z]+)$' } }],
    ['a prefix that is longer than the start', { match: { prefix: 'a/b', regex: '^a/(?<v>[^/]+)$' } }],
    ['releases', { match: { key: 'a/{v}' }, release: { of: '{v}', complete: ['a/{v}'] } }],
    ['keys of autoalias', { match: { key: '.autoalias/{v}' } }],
    ['aliases of autoalias', { match: { key: 'a/{v}' }, aliases: ['.autoalias/{v}'] }],
    ['a leading slash', { match: { regex: '^/a/(?<v>[^/]+)$' } }],
  ])('%s', (_, more) => {
    expect(formOf(written(more))).toBeUndefined();
  });
});

test('two rules of one form share what does not depend on their folders', () => {
  const [one, other] = ['a', 'b'].map((name) =>
    compileRule(
      written({ match: { prefix: `${name}/`, regex: `^${name}/(?<v>[^/]+)/x$` }, aliases: [`${name}/l/{v}`] }),
    ),
  );
  if (one === undefined || other === undefined || !('name' in one) || !('name' in other))
    throw new TypeError('refused');
  expect(one.order).toBe(other.order);
  expect(one.templates[0]?.determinedGroups).toBe(other.templates[0]?.determinedGroups);
  expect(other.pattern.match('b/1.0.0/x')).toEqual({ v: '1.0.0' });
  expect(other.pattern.match('a/1.0.0/x')).toBeUndefined();
  expect(other.templates[0]).toMatchObject({ text: 'b/l/{v}', pieces: [{ text: 'b/l/' }, { group: 'v' }] });
  expect(other.templates[0]?.keyPattern.match('b/l/1.0.0')).toEqual({ v: '1.0.0' });
  expect(other.markers?.kind === 'folder' && other.markers.folderOf('', { v: '1.0.0' })).toBe('b/1.0.0/');
});
