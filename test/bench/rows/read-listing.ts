import { readObjectsPage } from '../../../src/stores/oss/response/read-listing.ts';
import { libraryXml } from '../../stores/oss/library-xml.ts';
import { referenceObjectsPage } from '../../stores/oss/response/reference-listing.ts';
import { repeated } from '../measure.ts';
import type { RowGroup } from '../row.ts';

/** How often one run does the work. */
const TIMES = 20;

const KEYS = 1000;

function entry(i: number): string {
  return (
    `<Contents><Key>releases%2Fapp%2F1.2.${i}%2Fapp.tgz</Key><LastModified>2026-11-20T23:00:00.000Z</LastModified>` +
    `<ETag>"5D41402ABC4B2A76B9719D911017C592"</ETag><Type>Normal</Type><Size>${i}</Size>` +
    '<StorageClass>Standard</StorageClass></Contents>'
  );
}

/** A page of a thousand keys in the XML of OSS. Two sides read it into values; the library only parses it. */
export const listingRows: RowGroup = {
  name: 'read-listing',
  title: 'reading a page of 1,000 keys',
  open() {
    const body =
      '<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult><Name>demo</Name><Prefix>releases%2F</Prefix>' +
      '<MaxKeys>1000</MaxKeys><EncodingType>url</EncodingType><IsTruncated>false</IsTruncated>' +
      `<KeyCount>${KEYS}</KeyCount>${Array.from({ length: KEYS }, (_, i) => entry(i)).join('')}</ListBucketResult>`;
    if (readObjectsPage(body).objects.length !== KEYS) throw new Error('the page was not read completely');
    return {
      rows: [
        {
          name: 'read-listing',
          title: 'reading a page of 1,000 keys',
          per: 'page',
          ours: repeated('autoalias', TIMES, () => readObjectsPage(body)),
          peers: [
            repeated('XML tree and zod', TIMES, () => referenceObjectsPage(body)),
            repeated('fast-xml-parser', TIMES, () => libraryXml(body)),
          ],
          aims: [{ measure: 'cpu', peer: 'XML tree and zod', atMost: 0.5 }],
        },
      ],
    };
  },
};
