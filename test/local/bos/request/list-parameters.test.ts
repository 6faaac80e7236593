import { describe, expect, test } from 'vitest';
import { delimiter, given, maxKeys } from '../../../../src/local/bos/request/list-parameters.ts';
import { ossCall } from '../../oss/oss-call-fixture.ts';

function call(name: string, value: string) {
  return ossCall({ query: new Map([[name, value]]) });
}

describe('maxKeys', () => {
  test.each([
    ['', 1000],
    ['1', 1],
    ['1000', 1000],
    ['1001', 1000],
  ])('%j is %d', (text, expected) => {
    expect(maxKeys(call('maxKeys', text))).toBe(expected);
  });

  test.each(['0', '-1', '1.5', 'x', '9999999999'])('not %j', (text) => {
    expect(() => maxKeys(call('maxKeys', text))).toThrow('maxKeys');
  });
});

test('a delimiter is one character', () => {
  expect([delimiter(ossCall()), delimiter(call('delimiter', '')), delimiter(call('delimiter', '版'))]).toEqual([
    {},
    {},
    { delimiter: '版' },
  ]);
  expect(delimiter(call('delimiter', '😀'))).toEqual({ delimiter: '😀' });
  expect(() => delimiter(call('delimiter', 'ab'))).toThrow('one character');
});

test('an empty text counts as absent', () => {
  const names = { prefix: 'prefix', keyMarker: 'marker' } as const;
  expect(
    given(
      ossCall({
        query: new Map([
          ['prefix', ''],
          ['marker', 'a'],
        ]),
      }),
      names,
    ),
  ).toEqual({ keyMarker: 'a' });
});
