import { expect, test } from 'vitest';
import { utf8Length } from '../src/utf8-length.ts';

const texts = [
  '',
  'a',
  '\u007f',
  '\u0080',
  'é',
  '\u07ff',
  '\u0800',
  '版',
  '\ud7ff',
  '\ue000',
  '\uffff',
  '😀',
  'a😀版é',
];
for (const text of texts) {
  test(`of ${JSON.stringify(text)}`, () => {
    expect(utf8Length(text)).toBe(Buffer.byteLength(text, 'utf8'));
  });
}
