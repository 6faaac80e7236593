import { BucketFault } from '../bucket-fault.ts';
import type { TagPair } from '../records/object-record.ts';

const MOST_TAGS = 10;
const ALLOWED = /^[A-Za-z0-9 +\-=._:/]*$/;
const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;

/** Where the tags come from. It determines the error for a repeated name (C++ SDK, ObjectTaggingTest). */
export type TagOrigin = 'header' | 'document';

const REPEATED = {
  header: ['InvalidArgument', 'The tagging header must be url query parameters without tag name duplicates.'],
  document: ['InvalidTag', 'Cannot provide multiple Tags with the same key.'],
} as const;

function repeated(origin: TagOrigin): BucketFault {
  const [code, message] = REPEATED[origin];
  return new BucketFault(code, message);
}

/** Checks the limits of object tags (PutObjectTagging page): ten tags with unique names and few allowed characters. */
export function checkTags(tags: readonly TagPair[], origin: TagOrigin): void {
  if (tags.length > MOST_TAGS) throw new BucketFault('BadRequest', `Object tags cannot be greater than ${MOST_TAGS}.`);
  if (new Set(tags.map(([key]) => key)).size < tags.length) throw repeated(origin);
  for (const [key, value] of tags) checkTag(key, value);
}

function checkTag(key: string, value: string): void {
  if (key.length > LONGEST_KEY) {
    const details = { ec: '0010-00000209', elements: { TagKey: key } };
    throw new BucketFault('InvalidTag', `The TagKey you have provided is longer than ${LONGEST_KEY}.`, details);
  }
  if (key === '' || !ALLOWED.test(key)) {
    throw new BucketFault('InvalidTag', 'The TagKey you have provided is invalid.', { elements: { TagKey: key } });
  }
  if (value.length > LONGEST_VALUE || !ALLOWED.test(value)) {
    const elements = { TagKey: key, TagValue: value };
    throw new BucketFault('InvalidTag', 'The TagValue you have provided is invalid.', { elements });
  }
}
