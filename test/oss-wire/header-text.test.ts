import { expect, test } from 'vitest';
import { headerBytes, headerLatin1, headerText } from '../../src/oss-wire/header-text.ts';

const utf8 = ['', 'plain', 'é', '文件.txt', '😀', 'a\u202e\u200bb', '\u0085', '\ue000\uf8ff', 'tab\there'];

test.each(utf8)('UTF-8 is its text: %j', (text) => {
  const bytes = Buffer.from(text);
  expect(headerText(bytes)).toBe(text);
  expect(headerLatin1(text)).toBe(bytes.toString('latin1'));
  expect(headerBytes(text)).toBe(text);
});

test.each([
  ['Latin-1', Buffer.from('caf\u00e9', 'latin1'), 'caf\uefe9'],
  ['a character cut in two', Buffer.from('文件').subarray(0, 4), '\uefe6\uef96\uef87\uefe4'],
  ['the replacement character itself', Buffer.from('\ufffd'), '\uefef\uefbf\uefbd'],
  ['characters that represent bytes', Buffer.from('\uef80'), '\uefee\uefbe\uef80'],
])('other bytes are kept one by one: %s', (_, bytes, text) => {
  expect(headerText(bytes)).toBe(text);
  expect(headerLatin1(text)).toBe(bytes.toString('latin1'));
  expect(headerBytes(text)).toEqual(bytes);
});

test('text that contains a kept byte', () => {
  expect(headerLatin1('文\uefe9x')).toBe(`${Buffer.from('文').toString('latin1')}\u00e9x`);
});

test('every sequence of two bytes is converted back', () => {
  for (let pair = 0; pair < 65_536; pair++) {
    const bytes = Buffer.from([pair >> 8, pair & 255]);
    if (headerLatin1(headerText(bytes)) !== bytes.toString('latin1')) expect.unreachable(bytes.toString('hex'));
  }
});
