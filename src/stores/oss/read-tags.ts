import { parseXml, type XmlElement } from './parse-xml.ts';

/** The tags in GetObjectTagging's answer. Throws where it cannot be read. */
export function readTags(body: string): Readonly<Record<string, string>> {
  const root = parseXml(body);
  if (root.name !== 'Tagging') throw new Error(`it is a ${root.name}, not a Tagging`);
  const tags = inside(root, 'TagSet').flatMap((set) => inside(set, 'Tag'));
  return Object.fromEntries(tags.map((tag) => [textOf(tag, 'Key'), textOf(tag, 'Value')]));
}

function inside(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

function textOf(tag: XmlElement, name: string): string {
  return inside(tag, name)[0]?.text ?? '';
}
