import * as z from 'zod';
import type { DeletedEntry } from '../../../bucket/bucket-engine.ts';
import { writeXml, type XmlNode } from '../../../oss-wire/write-xml.ts';
import { checkBucketWritable, checkWritable } from '../../server/access/check-writable.ts';
import type { StoreCall, StoreOperation } from '../../server/store-call.ts';
import { type NameEncoder, nameEncoder } from '../answer/name-encoder.ts';
import { WireFault } from '../answer/wire-fault.ts';
import { readDocument } from '../request/read-document.ts';

const maxDocument = 2 * 1024 * 1024;
const maxObjects = 1000;

const oneObject = z
  .object(
    { Key: z.string({ error: 'is missing' }), VersionId: z.string().trim().optional() },
    { error: 'has no key, or only malformed ones' },
  )
  .transform(({ Key: key, VersionId }) => (VersionId ? { key, versionId: VersionId } : { key }));

const document = z.object({
  Delete: z.object({
    Quiet: z
      .string()
      .optional()
      .transform((quiet) => quiet?.trim().toLowerCase() === 'true'),
    // The number is checked before the elements: zod collects an issue for each wrong one.
    Object: z
      .unknown()
      .transform((one): unknown[] => (Array.isArray(one) ? one : [one]))
      .refine((objects) => objects.length <= maxObjects, { error: `names more than ${maxObjects} keys` })
      .pipe(z.array(oneObject)),
  }),
});

/** DeleteMultipleObjects: up to 1,000 keys or versions in a document of at most 2 MB. Content-MD5 is required. */
export const deleteObjects: StoreOperation = async (call, { engine, commit }) => {
  const names = nameEncoder(call.query);
  if (call.headers['content-md5'] === undefined) {
    throw new WireFault('InvalidArgument', {
      message: 'DeleteMultipleObjects needs the header Content-MD5.',
      elements: [['ArgumentName', 'Content-MD5']],
    });
  }
  refuseLong(call);
  checkBucketWritable(call, engine);
  const { Delete } = await readDocument(call, document, maxDocument);
  const { bucket, requestId } = call;
  checkWritable(call, engine, Delete.Object);
  const deleted = await commit(() => {
    checkWritable(call, engine, Delete.Object);
    return engine.deleteObjects({ bucket, objects: Delete.Object, requestId });
  }, 'reclaim');
  if (Delete.Quiet) return { status: 200 };
  return { status: 200, body: answer(deleted, names) };
};

/** Checks the headers before the body is read. */
function refuseLong({ body: { length = 0 } }: StoreCall): void {
  if (length <= maxDocument) return;
  throw new WireFault('MalformedXML', {
    message: `The XML you provided is longer than ${maxDocument} bytes; delete in several requests.`,
  });
}

function answer(deleted: readonly DeletedEntry[], names: NameEncoder): string {
  return writeXml('DeleteResult', [
    ['EncodingType', names.type],
    ...deleted.map(
      (entry): XmlNode => [
        'Deleted',
        [
          ['Key', names.encode(entry.key)],
          ['VersionId', entry.versionId],
          ['DeleteMarker', entry.deleteMarker],
          ['DeleteMarkerVersionId', entry.deleteMarkerVersionId],
        ],
      ],
    ),
  ]);
}
