import * as z from 'zod';
import type { TagPair } from '../../../bucket/records/object-record.ts';
import { writeXml, type XmlNode } from '../../../oss-wire/write-xml.ts';
import type { StoreOperation } from '../../server/store-call.ts';
import { versionHeader } from '../answer/object-headers.ts';
import { onObject } from '../request/on-object.ts';
import { readDocument } from '../request/read-document.ts';

const tag = z
  .object({ Key: z.string({ error: 'is missing' }), Value: z.string({ error: 'is missing' }) })
  .transform(({ Key, Value }): TagPair => [Key, Value]);

/** An element without children parses as text: an empty set. */
const blank = z
  .string()
  .regex(/^\s*$/)
  .transform((): TagPair[] => []);

const tagging = z.object({
  Tagging: z.object({
    TagSet: z.union([
      blank,
      z
        .object({ Tag: z.union([tag.transform((one) => [one]), z.array(tag)]).optional() })
        .transform(({ Tag }): TagPair[] => Tag ?? []),
    ]),
  }),
});

/** GetObjectTagging. A link has its own tags. */
export const getObjectTagging: StoreOperation = (call, { engine }) => {
  const { tags, versionId } = engine.getObjectTagging(onObject(call));
  const set = tags.map(
    ([key, value]): XmlNode => [
      'Tag',
      [
        ['Key', key],
        ['Value', value],
      ],
    ],
  );
  return { status: 200, headers: versionHeader(versionId), body: writeXml('Tagging', [['TagSet', set]]) };
};

/** PutObjectTagging: replaces the whole set. */
export const putObjectTagging: StoreOperation = async (call, { engine, commit }) => {
  const on = onObject(call);
  const { Tagging } = await readDocument(call, tagging);
  const { versionId } = await commit(() => engine.putObjectTagging({ ...on, tags: Tagging.TagSet }));
  return { status: 200, headers: versionHeader(versionId) };
};

/** DeleteObjectTagging. */
export const deleteObjectTagging: StoreOperation = async (call, { engine, commit }) => {
  const on = onObject(call);
  const { versionId } = await commit(() => engine.deleteObjectTagging(on));
  return { status: 204, headers: versionHeader(versionId) };
};
