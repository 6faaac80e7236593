import { describe, expect, it } from 'vitest';
import { aliasTriggers, triggersOnPath } from '../../../src/local/triggers/alias-triggers.ts';
import { matches } from '../../../src/local/triggers/invocations-of.ts';

const PREFIXES: [string, readonly string[], readonly string[]][] = [
  ['one each', ['releases/', 'models/'], ['models/', 'releases/']],
  ['equal ones once', ['releases/', 'releases/'], ['releases/']],
  ['inner ones not at all', ['releases/app/', 'releases/', 'models/'], ['models/', 'releases/']],
  ['the empty prefix takes in all', ['releases/', ''], ['']],
  ['none for no rule', [], []],
];

function numbered(count: number, start: string): readonly string[] {
  return Array.from({ length: count }, (_, i) => `${start}${String.fromCharCode(97 + i)}/`);
}

describe('aliasTriggers', () => {
  it.each(PREFIXES)('%s', (_, prefixes, expected) => {
    expect(aliasTriggers(prefixes, 'object-events').map((trigger) => trigger.prefix)).toEqual(expected);
  });

  it.each([
    ['ObjectCreated:PutObject', true],
    ['ObjectCreated:CopyObject', true],
    ['ObjectRemoved:DeleteObject', true],
    ['ObjectRemoved:DeleteObjects', true],
    ['ObjectCreated:PutSymlink', false],
    ['ObjectCreated:UploadPart', false],
    ['ObjectModified:ChangeStorageClass', false],
  ])('%s calls the function: %s', (name, called) => {
    const triggers = aliasTriggers(['releases/'], 'object-events');
    expect(triggers.some((trigger) => matches(trigger, { name, key: 'releases/a' }))).toBe(called);
  });

  it.each<[what: string, prefixes: readonly string[], expected: readonly string[]]>([
    ['ten as they are', numbered(10, 'p'), numbered(10, 'p')],
    ['25 without a common folder as one', numbered(25, 'p'), ['p']],
    [
      'the deepest that share a folder',
      [...numbered(9, 'p'), ...numbered(5, 'teams/a')],
      [...numbered(9, 'p'), 'teams/a'],
    ],
    ['25 that share nothing as all', 'abcdefghijklmnopqrstuvwxy'.split(''), ['']],
  ])('shares triggers above ten prefixes: %s', (_, prefixes, expected) => {
    const triggers = aliasTriggers(prefixes, 'object-events');
    expect(triggers.map(({ prefix }) => prefix)).toEqual(expected);
    expect(new Set(triggers.map(({ name }) => name)).size).toBe(triggers.length);
  });
});

describe('triggersOnPath', () => {
  const prefixes = Array.from({ length: 30 }, (_, i) => `releases/${i}/`);

  it.each(['eventbridge', 'smq', 'smq-notification'] as const)('%s has no limit of ten', (path) => {
    const triggers = triggersOnPath(path, [...prefixes, 'releases/1/x/'], 'object-events');
    expect(triggers.map(({ prefix }) => prefix)).toEqual([...prefixes].sort());
    expect(new Set(triggers.map(({ name }) => name))).toEqual(new Set(['objects']));
    expect(triggers[0]?.events).not.toContain('oss:ObjectCreated:PutSymlink');
  });

  it('native has', () => {
    expect(triggersOnPath('native', prefixes, 'object-events')).toEqual(aliasTriggers(prefixes, 'object-events'));
  });

  it('reports links for rules with guard', () => {
    const [trigger] = triggersOnPath('smq', ['releases/'], 'object-events', true);
    expect(trigger?.events).toContain('oss:ObjectCreated:PutSymlink');
  });
});
