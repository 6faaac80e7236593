import * as z from 'zod';
import { BCE_HEADERS } from '../../../bce-wire/bce-names.ts';
import type { TagPair } from '../../../bucket/records/object-record.ts';
import type { UnverifiedChoices } from '../../../bucket/unverified-choices.ts';
import type { StoreCall, StoreOperation } from '../../server/store-call.ts';
import { invalidArgument } from '../answer/bos-fault.ts';
import { versionHeader } from '../answer/object-headers.ts';
import { onObject } from '../request/on-object.ts';
import { readOptionalJson } from '../request/read-json.ts';
import { readTags } from '../request/read-write-options.ts';
import { shortList } from '../request/short-list.ts';

/** GetObjectTagging. A link has its own tags. */
export const getObjectTagging: StoreOperation = (call, { engine }) => {
  const { tags, versionId } = engine.getObjectTagging(onObject(call));
  const tagSet = tags.length === 0 ? [] : tagSetOf(tags, engine.choices.bosTaggingReply);
  return { status: 200, headers: versionHeader(versionId), body: JSON.stringify({ tagSet }) };
};

function tagSetOf(tags: readonly TagPair[], form: UnverifiedChoices['bosTaggingReply']): readonly object[] {
  const list = tags.map(([key, value]) => ({ key, value }));
  if (form === 'flat') return list;
  return [{ tagInfo: form === 'map' ? Object.fromEntries(tags) : list }];
}

/** PutObjectTagging: replaces the whole set. The tags are in `x-bce-tagging` without a body, or in a JSON body. */
export const putObjectTagging: StoreOperation = async (call, { engine, commit }) => {
  const on = onObject(call);
  // Checked first: a request without tags for a missing object is about the object.
  engine.getObjectTagging(on);
  const tags = await readTagSet(call);
  const { versionId } = await commit(() => engine.putObjectTagging({ ...on, tags }));
  return { status: 200, headers: versionHeader(versionId) };
};

/** DeleteObjectTagging. */
export const deleteObjectTagging: StoreOperation = async (call, { engine, commit }) => {
  const on = onObject(call);
  const { versionId } = await commit(() => engine.deleteObjectTagging(on));
  return { status: 204, headers: versionHeader(versionId) };
};

/** Limits the work of reading a list. The engine refuses more than 10 tags, as a wrong argument and not as wrong JSON. */
const MOST_READ = 100;

const tag = z.object({ key: z.string(), value: z.string() });

/** The page has tags below `tagInfo`, bce-sdk-python sends them directly. Names can occur twice, which the engine refuses. */
const tagging = z.object({
  tagSet: shortList(
    z.union([z.object({ tagInfo: shortList(tag, MOST_READ) }).transform(({ tagInfo }) => tagInfo), tag]),
    MOST_READ,
  ),
});

async function readTagSet(call: StoreCall): Promise<readonly TagPair[]> {
  const header = call.headers[BCE_HEADERS.tagging];
  const document = await readOptionalJson(call, tagging);
  if (document !== undefined) return document.tagSet.flat().map(({ key, value }): TagPair => [key, value]);
  if (header !== undefined) return readTags(header);
  throw invalidArgument('Tags are in the header x-bce-tagging, or in a JSON body.');
}
