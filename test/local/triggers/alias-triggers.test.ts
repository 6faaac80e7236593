import { describe, expect, it } from 'vitest';
import { aliasTriggers } from '../../../src/local/triggers/alias-triggers.ts';
import { matches } from '../../../src/local/triggers/matches.ts';

const PREFIXES: [string, readonly string[], readonly string[]][] = [
  ['one each', ['releases/', 'models/'], ['models/', 'releases/']],
  ['equal ones once', ['releases/', 'releases/'], ['releases/']],
  ['inner ones not at all', ['releases/app/', 'releases/', 'models/'], ['models/', 'releases/']],
  ['the empty prefix takes in all', ['releases/', ''], ['']],
  ['none for no rule', [], []],
];

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

  it('refuses more prefixes than a bucket may have triggers', () => {
    const prefixes = Array.from({ length: 11 }, (_, i) => `p${i}/`);
    expect(() => aliasTriggers([...prefixes.slice(2), 'x/', 'y/'], 'f')).toThrow('at most 10');
  });
});
