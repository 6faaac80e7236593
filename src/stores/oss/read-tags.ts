import { parseXml, type XmlElement } from './parse-xml.ts';

/** The tags in GetObjectTagging's answer. Throws where it cannot be read. */
export const readTags = (body: string): Readonly<Record<string, string>> => {
  const root = parseXml(body);
  if (root.name !== 'Tagging') throw new Error(`it is a ${root.name}, not a Tagging`);
  const tags = inside(root, 'TagSet').flatMap((set) => inside(set, 'Tag'));
  return Object.fromEntries(tags.map((tag) => [textOf(tag, 'Key'), textOf(tag, 'Value')]));
};

const inside = (element: XmlElement, name: string): readonly XmlElement[] =>
  element.children.filter((child) => child.name === name);

const textOf = (tag: XmlElement, name: string): string => inside(tag, name)[0]?.text ?? '';
