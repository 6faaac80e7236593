import { describe, expect, test } from 'vitest';
import { readRule } from '../../../src/rules/file/read-rule.ts';
import { ruleSchema } from '../../../src/rules/file/rules-schema.ts';
import { type Random, seededRandom } from '../seeded-random.ts';

const RULE = {
  name: 'app',
  match: { key: 'a/{v}' },
  order: { by: 'semver', on: 'v' },
  aliases: ['latest'],
};

/** The result of the schema, with the order of its fields, because digests depend on that of `match`. */
function expectSame(value: unknown): void {
  const expected = ruleSchema.safeParse(value).data;
  const read = readRule(value);
  expect(read).toEqual(expected);
  expect(JSON.stringify(read?.match)).toBe(JSON.stringify(expected?.match));
}

/** Values of each field, valid and invalid ones. Undefined: the field is absent. */
const VALUES: Readonly<Record<string, readonly unknown[]>> = {
  name: ['app', 'a'.repeat(63), 'a'.repeat(64), '', '-a', 'a b', 1, null, undefined, ['a']],
  match: [
    { key: 'a/{v}' },
    { key: '' },
    { key: 'k'.repeat(2000) },
    { key: 'k'.repeat(2001) },
    { key: 'a', exclude: 'b' },
    { key: 'a', regex: 'b' },
    { key: 'a', prefix: '' },
    { key: 1 },
    { regex: 'a', prefix: 'p/' },
    { prefix: '', regex: 'a' },
    { regex: 'r'.repeat(4000) },
    { regex: 'r'.repeat(4001) },
    { regex: 'a', exclude: 'b' },
    { regex: 'a', exclude: '' },
    { regex: '' },
    { regex: 'a', prefix: 1 },
    { regex: 'a', prefix: null },
    { regex: 'a', more: 1 },
    { prefix: 'a' },
    JSON.parse('{"regex": "a", "__proto__": "b"}'),
    {},
    [],
    'a',
    null,
    undefined,
  ],
  aliases: [
    ['latest'],
    ['a', 'b'],
    [{ key: 'a', prereleases: true }],
    [{ key: 'a', more: true }],
    ['a', { key: 'b' }],
    [],
    [''],
    ['k'.repeat(2000)],
    ['k'.repeat(2001)],
    Array(100).fill('a'),
    Array(101).fill('a'),
    [1],
    'latest',
    { 0: 'a', length: 1 },
    null,
    undefined,
  ],
  order: [{ by: 'semver', on: 'v' }, [{ by: 'number', on: 'v', desc: true }], { by: 'more' }, [], null, undefined],
  withdraw: [true, false, 'no', null, undefined],
  onDelete: ['keep', { fallback: 'x' }, { fallback: '' }, 'more', undefined],
  headers: ['inherit', { Expires: '0' }, { 'Cache-Control': ' ' }, undefined],
  minimumAge: ['1h', '', Number.NaN, undefined],
  release: [{ of: '{v}', complete: ['a'] }, { of: '{v}' }, undefined],
  more: [undefined, 1, null],
};

describe('reads a rule like the schema', () => {
  test.each(Object.entries(VALUES))('with each value of %s', (name, values) => {
    for (const value of values) {
      const { [name]: _, ...others }: Record<string, unknown> = RULE;
      expectSame(value === undefined ? others : { ...others, [name]: value });
    }
  });

  test.each([[undefined], [null], [[]], ['a'], [1], [{}], [[RULE]]])('%j', (value) => {
    expectSame(value);
  });

  test('random rules, with their fields in any order', () => {
    const random = seededRandom(5);
    let valid = 0;
    for (let i = 0; i < 4000; i++) {
      const value = randomRule(random);
      expectSame(value);
      if (readRule(value) !== undefined) valid++;
    }
    expect(valid).toBeGreaterThan(400);
    expect(valid).toBeLessThan(3600);
  });
});

/** Mostly a valid rule with some random values. */
function randomRule(random: Random): object {
  const names = Object.keys(VALUES);
  const fields = new Map<string, unknown>(Object.entries(RULE));
  for (let i = random.below(4); i > 0; i--) {
    const name = random.pick(names as [string, ...string[]]);
    const values = VALUES[name] ?? [];
    fields.delete(name);
    const value = values[random.below(values.length)];
    if (value !== undefined) fields.set(name, value);
  }
  return Object.fromEntries(fields);
}

test('rules with equal options share them', () => {
  const rules = ['a', 'b'].map((name) => readRule({ ...RULE, name }));
  expect(rules[0]?.order).toBe(rules[1]?.order);
});
