import { describe, expect, test } from 'vitest';
import { compileOrder, writtenTerms } from '../../../../src/rules/compile/order/compile-order.ts';
import { ruleSchema } from '../../../../src/rules/file/rules-schema.ts';
import { compilePattern } from '../../../../src/rules/pattern/pattern.ts';

const REGEX = '^(?<app>[^/]+)/(?<v>[^/]+)-(?<build>[^/]+)$';

function written(order: unknown) {
  return ruleSchema.parse({ name: 'a', match: { regex: REGEX }, order, aliases: ['l'] });
}

function compiled(order: unknown) {
  const pattern = compilePattern(REGEX);
  return compileOrder(written(order), 'refused' in pattern ? undefined : pattern);
}

test.each<[order: unknown, name: string, groups: readonly string[], desc: readonly boolean[]]>([
  [{ by: 'semver', on: 'v' }, 'semver', ['v'], [false]],
  [[{ by: 'semver', on: 'v' }], 'semver', ['v'], [false]],
  [{ by: 'semver', on: 'v', desc: true }, 'semver', ['v'], [true]],
  [{ by: 'lexical', on: '{app}-{v}' }, 'lexical', ['app', 'v'], [false]],
  [{ by: 'uploaded' }, 'uploaded', [], [false]],
  [
    [
      { by: 'semver', on: 'v' },
      { by: 'number', on: 'build', desc: true },
    ],
    'semver, number',
    ['v', 'build'],
    [false, true],
  ],
  [
    [
      { by: 'semver', on: 'v' },
      { by: 'lexical', on: '{build}{v}' },
    ],
    'semver, lexical',
    ['v', 'build'],
    [false, false],
  ],
])('%j compiles', (order, name, groups, desc) => {
  const { order: whole, groups: names, first, problems } = compiled(order);
  expect(problems).toEqual([]);
  expect(whole).toMatchObject({ name, terms: desc.map((own) => ({ desc: own })) });
  expect(names).toEqual(groups);
  expect(first?.by).toBe(whole?.terms[0].by);
});

describe('problems', () => {
  test.each<[order: unknown, problems: readonly string[]]>([
    [{ by: 'semver', on: 'x' }, ['order.on: order.on names the group "x"']],
    [[{ by: 'semver', on: 'x' }], ['order.0.on: order[0].on names the group "x"']],
    [
      [
        { by: 'semver', on: 'v' },
        { by: 'number', on: 'x', format: 'YYYY' },
      ],
      ['order.1.on: order[1].on names the group "x"', 'order.1.format: order[1].format cannot be used'],
    ],
    [
      [
        { by: 'semver', on: 'v' },
        { by: 'list', on: 'build' },
      ],
      ['order.1: order[1].values is missing'],
    ],
    [[{ by: 'semver', on: 'v' }, { by: 'number' }], ['order.1: order[1].on is missing']],
    [{ by: 'uploaded', desc: true }, ['order.desc: order.desc cannot be used']],
    [[{ by: 'uploaded', desc: true }], ['order.0.desc: order[0].desc cannot be used']],
    [[{ by: 'semver', on: 'v' }, { by: 'uploaded' }], ['order.1: order[1] cannot be used']],
    [[{ by: 'uploaded' }, { by: 'semver', on: 'v' }], ['order.0: order[0] cannot be used']],
  ])('%j', (order, problems) => {
    expect(compiled(order).problems.map(({ path, what }) => `${path.join('.')}: ${what}`)).toEqual(problems);
  });

  test('an invalid group leaves the order for limits', () => {
    expect(compiled({ by: 'semver', on: 'x' })).toMatchObject({
      order: undefined,
      groups: undefined,
      first: { by: 'semver' },
    });
  });

  test('an invalid option leaves the groups', () => {
    expect(compiled({ by: 'list', on: 'v' })).toMatchObject({ order: undefined, groups: ['v'], first: undefined });
  });

  test('an invalid second term makes the order invalid', () => {
    expect(
      compiled([
        { by: 'semver', on: 'v' },
        { by: 'list', on: 'v' },
      ]).order,
    ).toBeUndefined();
  });

  test('without a valid regex, only the options are checked', () => {
    expect(compileOrder(written({ by: 'list', on: 'x' }), undefined).problems).toHaveLength(1);
  });
});

test.each([
  [{ by: 'semver', on: 'v' }, 1],
  [[{ by: 'semver', on: 'v' }], 1],
  [
    [
      { by: 'semver', on: 'v' },
      { by: 'number', on: 'build' },
    ],
    2,
  ],
])('%j has %i terms', (order, count) => {
  expect(writtenTerms(written(order))).toHaveLength(count);
});
