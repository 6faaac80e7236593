import { expect, test } from 'vitest';
import { jsonLines } from '../../src/handlers/log.ts';

test('one line of JSON an entry, whatever its texts hold', () => {
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
