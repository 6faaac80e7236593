import { describe, expect, test } from 'vitest';
import { answerFields, optional, readDate, required } from '../../../src/stores/http/read-attributes.ts';

describe('answer fields', () => {
  test.each([
    ['time', '2025-01-01T00:00:00.000Z', 1735689600_000],
    ['time', 'Wed, 01 Jan 2025 00:00:00 GMT', 1735689600_000],
    ['count', '0', 0],
    ['count', '5368709120', 5368709120],
    ['etag', '"AB"', 'AB'],
    ['etag', 'AB', 'AB'],
    ['flag', 'true', true],
    ['flag', 'false', false],
    ['name', 'a', 'a'],
    ['text', '', ''],
  ] as const)('%s: %s is %s', (name, text, value) => {
    expect(answerFields[name](text)).toBe(value);
    expect(required({ a: text }, 'a', answerFields[name] as () => unknown)).toBe(value);
  });

  test.each([
    ['time', 'soon'],
    ['time', ''],
    ['count', ''],
    ['count', '-1'],
    ['count', '1.5'],
    ['count', '1e3'],
    ['count', '99999999999999999999'],
    ['flag', ''],
    ['flag', 'True'],
    ['name', ''],
  ] as const)('%s: %j is invalid', (name, text) => {
    expect(answerFields[name](text)).toBeUndefined();
    expect(() => optional({ a: text }, 'a', answerFields[name] as () => unknown)).toThrow(`its a cannot be "${text}"`);
  });
});

test('a field that is missing', () => {
  expect(optional({}, 'size', answerFields.count)).toBeUndefined();
  expect(() => required({}, 'size', answerFields.count)).toThrow('it has no size');
});

test('a message does not repeat a long text', () => {
  expect(() => required({ a: 'x'.repeat(9999) }, 'a', answerFields.count)).toThrow(/^its a cannot be "x{100}"$/);
});

test.each([
  ['Wed, 01 Jan 2025 00:00:00 GMT', { date: 1735689600_000 }],
  ['soon', {}],
  [undefined, {}],
])('the time of an answer with the date %s is %j', (date, read) => {
  expect(readDate(date)).toEqual(read);
});
