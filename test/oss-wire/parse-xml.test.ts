import { describe, expect, test } from 'vitest';
import { parseXml, xmlText } from '../../src/oss-wire/parse-xml.ts';
import { seededRandom } from '../rules/seeded-random.ts';
import { libraryXml } from '../stores/oss/library-xml.ts';
import { brokenDocument, randomDocument } from '../stores/oss/random-xml.ts';

function leaf(name: string, text: string) {
  return { name, text, children: [] };
}

describe('parseXml reads', () => {
  test.each([
    ['<A/>', leaf('A', '')],
    ['<A />', leaf('A', '')],
    ['<A></A>', leaf('A', '')],
    ['<A\n></A \t\n>', leaf('A', '')],
    ['<?xml version="1.0"?><A>007</A>', leaf('A', '007')],
    ['\uFEFF<?xml version="1.0" encoding="UTF-8"?>\r\n<A>b</A>\r\n', leaf('A', 'b')],
    ['<!-- a > b --><?pi a-b ?><A>b</A><!-- end -->\n', leaf('A', 'b')],
    ['<A> b </A>', leaf('A', ' b ')],
    ['<A>b\r\nc\rd</A>', leaf('A', 'b\nc\nd')],
    ['<A>&lt;&amp;lt;&quot;&#65;&#x42;&#13;</A>', leaf('A', '<&lt;"AB\r')],
    ['<A>a&amp;b&amp;&amp;c</A>', leaf('A', 'a&b&&c')],
    ['<A>&#128512;&#x1F600;😀目</A>', leaf('A', '😀😀😀目')],
    ['<A><![CDATA[<&amp;>]]></A>', leaf('A', '<&amp;>')],
    ['<A>1<![CDATA[]]>2<![CDATA[]]]]>3</A>', leaf('A', '12]]3')],
    ['<A>1<!-- x -->2<?y z?>3</A>', leaf('A', '123')],
    ['<A>a > b ]]</A>', leaf('A', 'a > b ]]')],
    ['<A x="1">b</A>', leaf('A', 'b')],
    ['<A xmlns="http://doc.oss-cn-hangzhou.aliyuncs.com" a:b=\'>"\' c = "/" >b</A>', leaf('A', 'b')],
    ['<a:B.c-1_/>', leaf('a:B.c-1_', '')],
    ['<A><C>1</C><B/><C>2</C></A>', { name: 'A', text: '', children: [leaf('C', '1'), leaf('B', ''), leaf('C', '2')] }],
    ['<A>\n <A>1</A>\n</A>', { name: 'A', text: '\n \n', children: [leaf('A', '1')] }],
    [
      '<constructor><__proto__>1</__proto__></constructor>',
      { name: 'constructor', text: '', children: [leaf('__proto__', '1')] },
    ],
  ])('%j', (document, element) => {
    expect(parseXml(document)).toEqual(element);
  });

  test('a page of a thousand quoted ETags: the number of references is not limited', () => {
    const entries = Array.from({ length: 1000 }, (_, i) => `<E>&quot;${i}&quot;</E>`);
    const { children } = parseXml(`<L>${entries.join('')}</L>`);
    expect(children.map(({ text }) => text)).toEqual(entries.map((_, i) => `"${i}"`));
  });
});

describe('parseXml throws for', () => {
  test.each([
    ['', 'at character 0: an element was expected'],
    ['  \n', 'at character 3: an element was expected'],
    ['Bad Gateway', 'at character 0: an element was expected'],
    ['{"Code":"x"}', 'at character 0: an element was expected'],
    ['<?xml version="1.0"?>', 'an element was expected'],
    ['<?xml version="1.0"', '<?xml vers is not supported, or is not closed'],
    ['<?xml version=1.0"?><A/>', 'is not supported'],
    ['<??><A/>', 'is not supported'],
    ['<A x="1" y="2" x="3"/>', '<A> has the attribute x twice'],
    ['<', 'an element was expected'],
    ['<A', 'the tag <A> is malformed'],
    ['<A>', '<A> is not closed'],
    ['<A>text', 'at character 7: <A> is not closed'],
    ['<A></A', '<A> is not closed'],
    ['<A></B>', 'at character 3: <A> is not closed'],
    ['<A></AB>', '<A> is not closed'],
    ['<AB></A>', '<AB> is not closed'],
    ['<A><B></A>', '<B> is not closed'],
    ['<A><B></A></B>', '<B> is not closed'],
    ['<html><hr>oops</html>', '<hr> is not closed'],
    ['<A/><B/>', 'there is text after the root element'],
    ['<A/>text', 'at character 4: there is text after the root element'],
    ['text<A/>', 'an element was expected'],
    ['</A>', 'an element was expected'],
    ['< A/>', 'an element was expected'],
    ['<1/>', 'an element was expected'],
    ['<目/>', 'an element was expected'],
    ['<A x/>', 'the tag <A> is malformed'],
    ['<A x=1/>', 'the tag <A> is malformed'],
    ['<A x="<"/>', 'the tag <A> is malformed'],
    ['<A x="1"y="2"/>', 'the tag <A> is malformed'],
    ['<A / >', 'the tag <A> is malformed'],
    ['<A></A x="1">', '<A> is not closed'],
    ['<A>a & b</A>', 'does not begin'],
    ['<A>&nbsp;</A>', 'does not begin'],
    ['<A>&lt</A>', 'does not begin'],
    ['<A>&#;</A>', 'does not begin'],
    ['<A>&#xD800;</A>', '&#xD800; is not a character'],
    ['<A>&#1114112;</A>', '&#1114112; is not a character'],
    ['<!DOCTYPE A [<!ENTITY b "c">]><A>&b;</A>', 'an element was expected'],
    ['<!DOCTYPE html><html></html>', 'an element was expected'],
    ['<A><!ELEMENT B></A>', '<!ELEMENT  is not supported'],
    ['<A><!- x --> </A>', '<!- x -->  is not supported'],
    ['<A><!-- x -></A>', '<!-- x ->< is not supported'],
    ['<A><![CDATA[x</A>', '<![CDATA[x'],
    ['<A>'.repeat(1000), 'more than 100 nested elements'],
  ])('%j: %s', (document, why) => {
    expect(() => parseXml(document)).toThrow(why);
  });

  test('a page that is truncated at any character', () => {
    const page = '<?xml version="1.0"?>\n<L x="1"><E><K>a&amp;b</K><![CDATA[<]]><!-- - --></E></L>';
    for (let length = 0; length < page.length; length++) {
      expect(() => parseXml(page.slice(0, length)), page.slice(0, length)).toThrow('invalid XML');
    }
    expect(parseXml(page).children).toHaveLength(1);
  });
});

describe('compared with a library, it reads the same or throws', () => {
  test.each([1, 2, 3, 4])('documents as stores write them are read, and the same: seed %d', (seed) => {
    const random = seededRandom(seed);
    for (let i = 0; i < 500; i++) {
      const document = randomDocument(random);
      expect(parseXml(document), document).toEqual(libraryXml(document));
    }
  });

  test.each([5, 6, 7, 8])('documents that something was done to: seed %d', (seed) => {
    const random = seededRandom(seed);
    let read = 0;
    let refused = 0;
    for (let i = 0; i < 1000; i++) {
      const document = brokenDocument(random);
      let ours: unknown;
      try {
        ours = parseXml(document);
      } catch {
        refused += 1;
        continue;
      }
      read += 1;
      expect(ours, document).toEqual(libraryXml(document));
    }
    // Both must happen, or nothing was compared.
    expect(read).toBeGreaterThan(100);
    expect(refused).toBeGreaterThan(100);
  });
});

describe('xmlText', () => {
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
    expect(() => xmlText(raw)).toThrow('invalid XML');
  });
});
