import { describe, expect, test } from 'vitest';
import { readKey } from '../../../src/rules/match/read-key.ts';
import {
  aliasOfUnread,
  createUnreadTally,
  isNamedWithoutOrder,
  unreadRejection,
} from '../../../src/rules/match/unread.ts';
import { onlyTemplate, ruleSetOf, type ShortRule } from '../rule-set-of.ts';

const RULE: ShortRule = {
  prefix: 'r/',
  regex: '^r/(?<app>[^/]+)/(?<v>[^/]+)/(?<file>[^/]+)$',
  on: 'v',
  aliases: ['r/{app}/latest/{file}', 'r/{app}/v{v.major}/{file}'],
};

describe('the alias of an unread object', () => {
  const groups = { app: 'a', v: 'abc', file: 'f' };

  test.each([
    ['r/{app}/latest/{file}', 'r/a/latest/f'],
    ['newest', 'newest'],
    ['{v}/{file}', 'abc/f'],
  ])('of %s is %s', (alias, expected) => {
    const { template } = onlyTemplate(ruleSetOf({ ...RULE, aliases: [alias] }));
    expect([aliasOfUnread(template, groups), isNamedWithoutOrder(template)]).toEqual([expected, true]);
  });

  test.each(['r/{app}/v{v.major}/{file}', 'r/{order.minor}'])('of %s is unknown', (alias) => {
    const { template } = onlyTemplate(ruleSetOf({ ...RULE, aliases: [alias] }));
    expect([aliasOfUnread(template, groups), isNamedWithoutOrder(template)]).toEqual([undefined, false]);
  });

  test.each<[string, Record<string, string>]>([
    ['a group did not take part in the match', { v: 'abc', file: 'f' }],
    ['no object can have the key', { app: '/', v: 'abc', file: 'f' }],
  ])('is unknown if %s', (_, known) => {
    const { template } = onlyTemplate(ruleSetOf({ ...RULE, aliases: ['{app}/{file}'] }));
    expect(aliasOfUnread(template, known)).toBeUndefined();
  });
});

describe('the kind of an object that the order cannot read', () => {
  const { rule } = onlyTemplate(ruleSetOf(RULE));

  test.each([
    ['r/a/nightly/f', 'unread'],
    ['r/a/vNext/f', 'unread'],
    // The order does not read v1, and v1 may be the key of an alias. No alias can be named from the groups alone.
    ['r/a/v1x/f', 'unread'],
    ['r/a/latest/f', 'at-alias'],
  ])('%s: %s', (key, kind) => {
    const reading = readKey(rule, key);
    if (reading === undefined || reading.order.ok) throw new TypeError('the order of the test must not read the key');
    const { why } = reading.order;
    expect(unreadRejection(rule, { key }, reading.groups, reading.order)).toEqual({ kind, why });
  });

  test.each([
    ['r/a/nightly/f', 'unread'],
    ['r/a/v1x/f', 'unread'],
    ['r/a/latest/f', 'at-alias'],
    ['r/a/v1/f', 'at-alias'],
  ])('%s, which may be a link: %s', (key, kind) => {
    const { rule: withMajor } = onlyTemplate(
      ruleSetOf({ ...RULE, aliases: ['r/{app}/latest/{file}', 'r/{app}/v{v.major}/{file}'] }),
    );
    const reading = readKey(withMajor, key);
    if (reading === undefined || reading.order.ok) throw new TypeError('the order of the test must not read the key');
    expect(unreadRejection(withMajor, { key, mayBeLink: true }, reading.groups, reading.order).kind).toBe(kind);
  });
});

describe('a tally', () => {
  const object = (i: number) => ({ key: `k${i}`, why: `why ${i}` });

  test('counts nothing as undefined', () => {
    expect(createUnreadTally().counted).toBeUndefined();
  });

  test('counts all objects and keeps the first three', () => {
    const tally = createUnreadTally();
    for (let i = 0; i < 1000; i++) tally.add(object(i));
    expect(tally.counted).toEqual({ objects: 1000, examples: [object(0), object(1), object(2)] });
  });

  test('adds another tally, and keeps three examples of both', () => {
    const [tally, other] = [createUnreadTally(), createUnreadTally()];
    for (let i = 0; i < 2; i++) tally.add(object(i));
    for (let i = 2; i < 9; i++) other.add(object(i));
    tally.addAll(other.counted ?? { objects: 0, examples: [] });
    expect(tally.counted).toEqual({ objects: 9, examples: [object(0), object(1), object(2)] });
  });
});
