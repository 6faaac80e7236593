import { expect, test } from 'vitest';
import { xmlText } from '../../../src/stores/oss/xml-text.ts';

test.each([
  ['', ''],
  ['plain; text', 'plain; text'],
  ['&lt;&gt;&amp;&quot;&apos;', `<>&"'`],
  ['&amp;lt;', '&lt;'],
  ['&#0;&#1;&#x7f;', '\u0000\u0001\u007f'],
  ['&#55295;&#57344;&#x10FFFF;', '\ud7ff\ue000\u{10ffff}'],
])('%j', (raw, text) => {
  expect(xmlText(raw)).toBe(text);
});

test.each([
  '&',
  '&;',
  '& amp;',
  '&amp',
  '&AMP;',
  '&copy;',
  '&#;',
  '&#x;',
  '&#a;',
  '&#X41;',
  '&#xg;',
  '&#99999999;',
  '&#xd800;',
  '&#57343;',
  '&#x110000;',
])('%s is refused', (raw) => {
  expect(() => xmlText(raw)).toThrow('no XML');
});
