import { describe, expect, test } from 'vitest';
import { compileRule } from '../../../../src/rules/compile/compile-rule.ts';
import { PlacedRule } from '../../../../src/rules/compile/placed/placed-rule.ts';
import { ruleSchema } from '../../../../src/rules/file/rules-schema.ts';
import type { Rule } from '../../../../src/rules/rule.ts';
import { candidateStart } from '../../../../src/rules/rule-set.ts';

function ruleOf(more: object): Rule {
  const order = { by: 'semver', on: 'v' };
  const rule = compileRule(ruleSchema.parse({ name: 'a', order, aliases: ['l/{v.major}'], ...more }));
  if (!('name' in rule)) throw new TypeError(JSON.stringify(rule));
  return rule;
}

const REGEX = { match: { prefix: 'a/b/', regex: '^a/b/x-(?<v>[^/]+)/(?<file>[^/]+)$' } };
const SHORT = { match: { prefix: 'a', regex: '^a/b/(?<v>[^/]+)/x$' } };
const KEY = { match: { key: 'a/b/x-{v}/{file}' } };

describe.each<[what: string, more: object, prefix: string, start: string, folder: string]>([
  ['a regex', REGEX, 'a/b/', 'a/b/x-', 'a/b/x-1.0.0/'],
  ['a short prefix', SHORT, 'a', 'a/b/', 'a/b/1.0.0/'],
  ['a key template', KEY, 'a/b/x-', 'a/b/x-', 'a/b/x-1.0.0/'],
])('%s in folders', (_, more, prefix, start, folder) => {
  const rule = ruleOf({ ...more, guard: true, onConflict: 'replace', onDelete: { fallback: 'none' } });

  test('has the fields of its form, and its own folders', () => {
    expect(rule).toBeInstanceOf(PlacedRule);
    expect(rule).toMatchObject({
      ...{ name: 'a', folders: 'a/b/', prefix, guard: true, onConflict: 'replace', onDelete: 'repoint' },
      ...{ fallback: 'none', orderGroups: ['v'], exclude: undefined, release: undefined },
    });
    expect(candidateStart(rule)).toBe(start);
  });

  test('matches keys in its folders only', () => {
    const key = `${folder}x`;
    expect(rule.pattern.match(key)).toMatchObject({ v: '1.0.0' });
    expect(rule.pattern.match(`x${key}`)).toBeUndefined();
    expect(rule.markers?.kind === 'folder' && rule.markers.folderOf(key, { v: '1.0.0' })).toBe(folder);
    expect(rule.shape?.slice(0, 5).map((atom) => ('text' in atom ? atom.text : atom.kind))).toEqual([
      'start',
      ...'a/b/',
    ]);
  });
});

test('the pattern and the markers are compiled once', () => {
  const rule = ruleOf(REGEX);
  expect(rule.pattern).toBe(rule.pattern);
  expect(rule.markers).toBe(rule.markers);
});
