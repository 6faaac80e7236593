import * as v from 'valibot';

/**
 * The JSON documents of BOS. A schema reads what the service may send, so it accepts every form that a source shows and
 * ignores other fields.
 */

/** A schema of the JSON object of a whole document. v.object() alone would accept a list too, as an object without fields. */
export function documentOf<T extends v.ObjectEntries>(entries: T) {
  const isNoList = v.check((value: unknown) => !Array.isArray(value), 'the document is a list');
  return v.pipe(v.unknown(), isNoList, v.object(entries));
}

/** An error. Source: https://cloud.baidu.com/doc/BOS/s/Ajwvysfpl. */
export const errorDocument = documentOf({
  code: v.string(),
  message: v.optional(v.string()),
  requestId: v.optional(v.string()),
});

/** ISO 8601, to Unix milliseconds. */
const time = v.pipe(
  v.string(),
  v.transform((text) => Date.parse(text)),
  v.number(),
);

const etag = v.pipe(
  v.string(),
  v.transform((text) => text.replace(/^"|"$/g, '')),
);

const count = v.pipe(v.number(), v.safeInteger());

const owner = v.optional(v.object({ id: v.string(), displayName: v.string() }));

const objectEntry = v.object({
  key: v.string(),
  lastModified: time,
  eTag: etag,
  size: count,
  storageClass: v.optional(v.string()),
  owner,
});

const listing = {
  name: v.optional(v.string()),
  prefix: v.optional(v.string()),
  delimiter: v.optional(v.string()),
  marker: v.optional(v.string()),
  maxKeys: v.optional(count),
  isTruncated: v.boolean(),
  /** Only on a truncated page. */
  nextMarker: v.optional(v.string()),
  commonPrefixes: v.optional(v.array(v.object({ prefix: v.string() }))),
};

/** A page of objects: `GET /?prefix=…`. Source: https://cloud.baidu.com/doc/BOS/s/Ekc4epj6m. */
export const objectsDocument = documentOf({ ...listing, contents: v.optional(v.array(objectEntry)) });

/** A version or a delete marker. bce-sdk-go leaves `false` out (omitempty), so the server may too. */
const versionEntry = v.object({
  key: v.string(),
  lastModified: time,
  versionId: v.optional(v.string()),
  isLatest: v.optional(v.boolean()),
  deleteMarker: v.optional(v.boolean()),
  /** The next three may be absent on a delete marker. */
  eTag: v.optional(etag),
  size: v.optional(count),
  storageClass: v.optional(v.string()),
  owner,
});

/**
 * A page of versions: `GET /?versions`. Source: https://cloud.baidu.com/doc/BOS/s/Klxudlm8i. The two spellings of the next
 * version id are those of the guide of bcecmd and of bce-sdk-go (services/bos/api/model.go).
 */
export const versionsDocument = documentOf({
  ...listing,
  contents: v.optional(v.array(versionEntry)),
  versionIdMarker: v.optional(v.string()),
  nextVersionIdMarker: v.optional(v.string()),
  nextVersionidMarker: v.optional(v.string()),
});

/**
 * `GET /?versioning` and `PUT /?versioning`. The status is `enabled`, `suspended` or `notEnabled` in bce-sdk-js
 * (src/bos_client.js), and `Enabled` or `Suspended` in the test of bce-sdk-python, whose docstring also has `disable`. A
 * bucket that never had versioning may answer without a status.
 */
export const versioningDocument = documentOf({
  status: v.optional(
    v.pipe(
      v.string(),
      v.transform((text) => text.toLowerCase()),
      v.picklist(['enabled', 'suspended', 'notenabled', 'disable', '']),
    ),
  ),
});

/** The most objects in one `POST /?delete`, by the same page. */
export const MOST_DELETED_AT_ONCE = 1000;

/** The answer: only what failed. If nothing did, there is no body. */
export const deleteErrorsDocument = documentOf({
  errors: v.optional(
    v.array(
      v.object({
        key: v.string(),
        versionId: v.optional(v.string()),
        code: v.string(),
        message: v.optional(v.string()),
      }),
    ),
  ),
});
