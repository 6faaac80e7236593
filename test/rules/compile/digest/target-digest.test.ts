import { describe, expect, test } from 'vitest';
import { decidingText, fallbackOf, targetDigest } from '../../../../src/rules/compile/digest/target-digest.ts';
import { parseRules } from '../../../../src/rules/file/parse-rules.ts';
import { ruleSchema } from '../../../../src/rules/file/rules-schema.ts';

const KEYS = { match: { prefix: 'r/', regex: '^r/(?<v>[^/]+)$' }, order: { by: 'semver', on: 'v' } };

function written(more: object) {
  return ruleSchema.parse({ name: 'a', ...KEYS, aliases: ['l'], ...more });
}

test.each([
  [{ fallback: 'x' }, 'x'],
  ['keep', undefined],
])('the fallback of %j is %s', (onDelete, fallback) => {
  expect(fallbackOf(written({ onDelete }))).toBe(fallback);
});

function digestOf(more: object, text = 'l'): string {
  const rule = written(more);
  const order = undefined;
  return targetDigest(
    rule.match,
    text,
    decidingText(rule, { order, prereleases: false, limits: [], minimumAge: undefined, archived: 'skip' }),
  );
}

// Digests on the aliases of deployed buckets: a rule that did not change must keep them.
describe('the digest of a rule never changes', () => {
  test.each<[more: object, digest: string]>([
    [{}, '5d0c20862f3c6fe1'],
    [{ onDelete: { fallback: 'x' } }, '2b4b79e644548e8b'],
    [{ withdraw: false }, '7fd3c9b85f47ae20'],
    [
      {
        order: [
          { by: 'list', on: 'v', values: ['a'], desc: true },
          { by: 'number', on: 'v' },
        ],
      },
      '8f546732be894975',
    ],
  ])('%j', (more, digest) => {
    expect(digestOf(more)).toBe(digest);
  });
});

test('it depends on the template', () => {
  expect(digestOf({}, 'm')).not.toBe(digestOf({}));
});

test('rules of one form have digests of their own', () => {
  const rules = ['a', 'b'].map((name) => ({
    name,
    match: { prefix: `${name}/`, regex: `^${name}/(?<v>[^/]+)$` },
    order: { by: 'semver', on: 'v' },
    aliases: [`${name}/l/{v.major}`],
  }));
  const digests = [rules, rules.slice(1)].map((some) =>
    parseRules(JSON.stringify({ version: 1, rules: some }), 'f')
      .rules.flatMap(({ templates }) => templates)
      .map(({ digest }) => digest),
  );
  expect(new Set(digests[0]).size).toBe(2);
  expect(digests[1]).toEqual(digests[0]?.slice(1));
});
