import type { XmlNode } from '../../../oss-wire/write-xml.ts';

/** The only account of the local store, in the format of an Alibaba Cloud account id. */
const ownerId = '1000000000000001';

/** The only resource group of that account, in the format of a default group's id. */
export const resourceGroup = 'rg-acfm0000000001';

export const owner: XmlNode = [
  'Owner',
  [
    ['ID', ownerId],
    ['DisplayName', ownerId],
  ],
];
