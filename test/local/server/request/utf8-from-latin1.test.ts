import { expect, test } from 'vitest';
import { latin1FromUtf8, utf8FromLatin1 } from '../../../../src/local/server/request/utf8-from-latin1.ts';

test.each([
  ['plain', 'plain'],
  ['ç\u009b®', '目'],
  ['ï¿½', '\ufffd'],
  ['ð\u009f\u0098\u0080', '😀'],
])('restores what was UTF-8: %j', (arrived, text) => {
  expect(utf8FromLatin1(arrived)).toBe(text);
  expect(latin1FromUtf8(text)).toBe(arrived);
});

test('leaves real Latin-1 as it came', () => {
  expect(utf8FromLatin1('caf\u00e9')).toBe('caf\u00e9');
});
