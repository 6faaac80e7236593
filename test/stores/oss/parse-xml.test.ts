import { expect, test } from 'vitest';
import { parseXml } from '../../../src/stores/oss/parse-xml.ts';

const leaf = (name: string, text: string) => ({ name, text, children: [] });

test.each([
  ['<A/>', leaf('A', '')],
  ['<?xml version="1.0"?><A>007</A>', leaf('A', '007')],
  ['<A> b </A>', leaf('A', ' b ')],
  ['<A>&lt;&amp;lt;&quot;&#65;&#x42;&#13;</A>', leaf('A', '<&lt;"AB\r')],
  ['<A><![CDATA[<&amp;>]]></A>', leaf('A', '<&amp;>')],
  ['<A x="1">b</A>', leaf('A', 'b')],
  ['<A><C>1</C><B/><C>2</C></A>', { name: 'A', text: '', children: [leaf('C', '1'), leaf('B', ''), leaf('C', '2')] }],
])('%s', (document, element) => {
  expect(parseXml(document)).toEqual(element);
});

test.each(['', 'Bad Gateway', '<A><B></A>', '<html><hr>oops</html>', '<?xml version="1.0"?>'])(
  '%j is refused',
  (document) => {
    expect(() => parseXml(document)).toThrow();
  },
);

test('a page of a thousand quoted ETags has no limit on references in its way', () => {
  const entries = Array.from({ length: 1000 }, (_, i) => `<E>&quot;${i}&quot;</E>`);
  const { children } = parseXml(`<L>${entries.join('')}</L>`);
  expect(children.map(({ text }) => text)).toEqual(entries.map((_, i) => `"${i}"`));
});
