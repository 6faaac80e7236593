import { expect, test } from 'vitest';
import { listSome } from '../../src/handlers/list-some.ts';

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
