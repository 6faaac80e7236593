import type { XmlNode } from './write-xml.ts';

/** The one account of the local store, in the shape of an Alibaba Cloud account id. */
export const ownerId = '1000000000000001';

export const owner: XmlNode = [
  'Owner',
  [
    ['ID', ownerId],
    ['DisplayName', ownerId],
  ],
];
