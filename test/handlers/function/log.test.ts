import { describe, expect, test } from 'vitest';
import { jsonLines, listSome } from '../../../src/handlers/function/log.ts';

test('writes one line of JSON for each entry, even if a text has line breaks', () => {
  let written = '';
  const log = jsonLines((line) => {
    written += line;
  });
  const entries = [
    { level: 'info', key: 'a\nb\u2028"ü"' },
    { to: null, requests: 6 },
  ];
  for (const entry of entries) log(entry);
  expect(written.endsWith('\n')).toBe(true);
  expect(
    written
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual(entries);
});

describe('listSome', () => {
  function lines(count: number) {
    return Array.from({ length: count }, (_, i) => `line ${i}`);
  }

  test.each([
    ['none', [], ''],
    ['one', lines(1), 'line 0'],
    ['as many as are shown', lines(20), lines(20).join('; ')],
    ['one more', lines(21), `${lines(20).join('; ')}; and 1 more`],
    ['a long one', ['x'.repeat(501)], `${'x'.repeat(500)}…`],
    ['one that just fits', ['x'.repeat(500)], 'x'.repeat(500)],
  ])('%s', (_, texts, expected) => expect(listSome(texts)).toBe(expected));
});
