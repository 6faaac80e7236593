import * as v from 'valibot';
import { percentDecode } from '../oss-wire/percent-encoding.ts';
import { writeTags } from '../oss-wire/write-tags.ts';
import { documentOf } from './bce-documents.ts';

/**
 * Tags of an object, by name. `PUT /<key>?tagging` takes them in a header or in a JSON body.
 * Source: https://cloud.baidu.com/doc/BOS/s/9ltz57lr1.
 */
export type Tags = Readonly<Record<string, string>>;

/**
 * The header `x-bce-tagging`: `k1=v1&k2=v2`, URL-encoded, as a comment in the test of bce-sdk-python says
 * (test/bos/test_client_py2_and_py3.py). Percent-encoding has no `+`, which form encoding reads as a space.
 */
export function writeTaggingHeader(tags: Tags): string {
  return writeTags(tags);
}

/** Reads that header. Throws URIError for a wrong encoding. */
export function readTaggingHeader(text: string): Tags {
  const pairs = text.split('&').filter((pair) => pair !== '');
  return Object.fromEntries(
    pairs.map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return [percentDecode(name), percentDecode(value.join('='))];
    }),
  );
}

/** The JSON body of PutObjectTagging, in the form of the page. */
export function taggingDocument(tags: Tags) {
  return { tagSet: [{ tagInfo: Object.entries(tags).map(([key, value]) => ({ key, value })) }] };
}

const tag = v.object({ key: v.string(), value: v.string() });
const tagInfo = v.object({ tagInfo: v.union([v.array(tag), v.record(v.string(), v.string())]) });
const anyTagging = documentOf({ tagSet: v.optional(v.array(v.union([tagInfo, tag]))) });

/**
 * Reads a tagging document in each form that a source shows: `tagInfo` as a list (the page), `tagInfo` as a map (the model
 * of bce-sdk-go for GET), and tags directly in `tagSet` (the test of bce-sdk-python). Throws for any other form.
 */
export function readTagging(document: unknown): Tags {
  const entries = (v.parse(anyTagging, document).tagSet ?? []).flatMap((entry): (readonly [string, string])[] => {
    if (!('tagInfo' in entry)) return [[entry.key, entry.value]];
    if (!Array.isArray(entry.tagInfo)) return Object.entries(entry.tagInfo);
    return entry.tagInfo.map(({ key, value }) => [key, value]);
  });
  return Object.fromEntries(entries);
}
