import { describe, expect, test } from 'vitest';
import { answerFields, readDate } from '../../../src/stores/http/read-attributes.ts';

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
  ] as const)('%s: %s is %s', (name, text, value) => {
    expect(answerFields[name].parse(text)).toBe(value);
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
  ] as const)('%s: %j is invalid', (name, text) => {
    expect(answerFields[name].safeParse(text).success).toBe(false);
  });
});

test.each([
  [{ date: 'Wed, 01 Jan 2025 00:00:00 GMT' }, { date: 1735689600_000 }],
  [{ date: 'soon' }, {}],
  [{}, {}],
])('the time of an answer with %j is %j', (headers, read) => {
  expect(readDate(headers)).toEqual(read);
});
