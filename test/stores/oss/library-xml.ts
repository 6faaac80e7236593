import { XMLParser } from 'fast-xml-parser';
import type { XmlElement } from '../../../src/oss-wire/parse-xml.ts';

/** The result of fast-xml-parser in the form of our parser's. */
export function libraryXml(document: string): XmlElement {
  const [root, ...more] = elements(parser.parse(document, true));
  if (root === undefined || more.length > 0) throw new Error(`not one element but ${more.length + 1}`);
  return root;
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  parseTagValue: false,
  trimValues: false,
  processEntities: true,
  // Without it, numeric references are not resolved.
  htmlEntities: true,
});

/** The library's form of an element, or of a text with the name `#text`. */
type ParsedNode = Readonly<Record<string, readonly ParsedNode[] | string>>;

function elements(nodes: readonly ParsedNode[]): XmlElement[] {
  return nodes.flatMap((node) =>
    Object.entries(node).flatMap(([name, inside]) =>
      typeof inside === 'object' ? [{ name, text: textOf(inside), children: elements(inside) }] : [],
    ),
  );
}

function textOf(nodes: readonly ParsedNode[]): string {
  return nodes.map(({ '#text': text }) => (typeof text === 'string' ? text : '')).join('');
}
