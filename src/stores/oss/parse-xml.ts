import { XMLParser } from 'fast-xml-parser';

/** An element with the order of its children kept: listings mix versions and delete markers, and the order tells. */
export interface XmlElement {
  readonly name: string;
  /** Its own text, entities resolved, nothing trimmed. */
  readonly text: string;
  readonly children: readonly XmlElement[];
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  // Values stay text as it was written: a key named 007 must not become 7, nor lose a space.
  parseTagValue: false,
  trimValues: false,
  processEntities: true,
  // Without it references by number (&#13;) are left as they stand.
  htmlEntities: true,
});

/** The root element of a document. Throws an Error that says where the text is not XML. */
export const parseXml = (document: string): XmlElement => {
  const nodes: readonly ParsedNode[] = parser.parse(document, true);
  const root = elements(nodes)[0];
  if (root === undefined) throw new Error('the document has no element');
  return root;
};

/** What the parser gives for an element, or for a text under the name `#text`. */
type ParsedNode = Readonly<Record<string, readonly ParsedNode[] | string>>;

const elements = (nodes: readonly ParsedNode[]): readonly XmlElement[] => {
  const found: XmlElement[] = [];
  for (const node of nodes) {
    for (const name in node) {
      const inside = node[name];
      if (typeof inside === 'object') found.push({ name, text: textOf(inside), children: elements(inside) });
    }
  }
  return found;
};

const textOf = (nodes: readonly ParsedNode[]): string => {
  let text = '';
  for (const { '#text': part } of nodes) if (typeof part === 'string') text += part;
  return text;
};
