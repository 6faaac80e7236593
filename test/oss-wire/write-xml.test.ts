import { expect, test } from 'vitest';
import { escapeText, writeElement, writeXml } from '../../src/oss-wire/write-xml.ts';

test.each([
  [[], '<A></A>'],
  [[['B', 1]], '<A><B>1</B></A>'],
  [
    [
      ['B', true],
      ['C', ''],
    ],
    '<A><B>true</B><C></C></A>',
  ],
  [[['B', undefined]], '<A></A>'],
  [
    [
      [
        'B',
        [
          ['C', 'x'],
          ['C', 'y'],
        ],
      ],
    ],
    '<A><B><C>x</C><C>y</C></B></A>',
  ],
  [[['B', '<&>"\'']], `<A><B>&lt;&amp;&gt;"'</B></A>`],
  [[['B', 'a\r\n\tb\u0085']], '<A><B>a&#13;&#10;&#9;b&#133;</B></A>'],
  // XML 1.0 does not allow these in any form. The parser of ali-oss fails on a reference to one.
  [[['B', 'a\u0001\u001fb']], '<A><B>a\u0001\u001fb</B></A>'],
  [[['B', ' 目 😀 ']], '<A><B> 目 😀 </B></A>'],
] as const)('%j', (content, expected) => {
  expect(writeXml('A', content)).toBe(`<?xml version="1.0" encoding="UTF-8"?>\n${expected}`);
});

test('elements that are written already come last', () => {
  const written = writeElement(['C', [['D', '<']]]) + writeElement(['E', undefined]);
  expect(writeXml('A', [['B', 1]], written)).toBe(
    '<?xml version="1.0" encoding="UTF-8"?>\n<A><B>1</B><C><D>&lt;</D></C></A>',
  );
});

test.each([
  ['a/b', 'a/b'],
  ['a&b<c>d', 'a&amp;b&lt;c&gt;d'],
])('escapes %j', (text, expected) => {
  expect(escapeText(text)).toBe(expected);
});
