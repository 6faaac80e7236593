import * as z from 'zod';

/**
 * The JSON documents of BOS. A schema reads what the service may send, so it accepts every form that a source shows and
 * ignores other fields. A server writes the type `z.input` of a schema.
 */

/** An error. Source: https://cloud.baidu.com/doc/BOS/s/Ajwvysfpl. */
export const errorDocument = z.object({
  code: z.string(),
  message: z.string().optional(),
  requestId: z.string().optional(),
});

/** ISO 8601, to Unix milliseconds. */
const time = z
  .string()
  .transform((text) => Date.parse(text))
  .pipe(z.number());

const etag = z.string().transform((text) => text.replace(/^"|"$/g, ''));

const owner = z.object({ id: z.string(), displayName: z.string() }).optional();

const objectEntry = z.object({
  key: z.string(),
  lastModified: time,
  eTag: etag,
  size: z.number().int(),
  storageClass: z.string().optional(),
  owner,
});

const listing = z.object({
  name: z.string().optional(),
  prefix: z.string().optional(),
  delimiter: z.string().optional(),
  marker: z.string().optional(),
  maxKeys: z.number().int().optional(),
  isTruncated: z.boolean(),
  /** Only on a truncated page. */
  nextMarker: z.string().optional(),
  commonPrefixes: z.array(z.object({ prefix: z.string() })).optional(),
});

/** A page of objects: `GET /?prefix=…`. Source: https://cloud.baidu.com/doc/BOS/s/Ekc4epj6m. */
export const objectsDocument = listing.extend({ contents: z.array(objectEntry).optional() });

/** A version or a delete marker. bce-sdk-go leaves `false` out (omitempty), so the server may too. */
const versionEntry = z.object({
  key: z.string(),
  lastModified: time,
  versionId: z.string().optional(),
  isLatest: z.boolean().optional(),
  deleteMarker: z.boolean().optional(),
  /** The next three may be absent on a delete marker. */
  eTag: etag.optional(),
  size: z.number().int().optional(),
  storageClass: z.string().optional(),
  owner,
});

/**
 * A page of versions: `GET /?versions`. Source: https://cloud.baidu.com/doc/BOS/s/Klxudlm8i. The two spellings of the next
 * version id are those of the guide of bcecmd and of bce-sdk-go (services/bos/api/model.go).
 */
export const versionsDocument = listing.extend({
  contents: z.array(versionEntry).optional(),
  versionIdMarker: z.string().optional(),
  nextVersionIdMarker: z.string().optional(),
  nextVersionidMarker: z.string().optional(),
});

/**
 * `GET /?versioning` and `PUT /?versioning`. The status is `enabled`, `suspended` or `notEnabled` in bce-sdk-js
 * (src/bos_client.js), and `Enabled` or `Suspended` in the test of bce-sdk-python, whose docstring also has `disable`. A
 * bucket that never had versioning may answer without a status.
 */
export const versioningDocument = z.object({
  status: z
    .string()
    .transform((text) => text.toLowerCase())
    .pipe(z.enum(['enabled', 'suspended', 'notenabled', 'disable', '']))
    .optional(),
});

/** The body of `POST /?delete`. Source: https://cloud.baidu.com/doc/BOS/s/tkc5twspg; `versionId`: bce-sdk-js. */
export const deleteObjectsDocument = z.object({
  objects: z.array(z.object({ key: z.string(), versionId: z.string().optional() })),
});

/** The most objects in one `POST /?delete`, by the same page. */
export const MOST_DELETED_AT_ONCE = 1000;

/** The answer: only what failed. If nothing did, there is no body. */
export const deleteErrorsDocument = z.object({
  errors: z
    .array(
      z.object({
        key: z.string(),
        versionId: z.string().optional(),
        code: z.string(),
        message: z.string().optional(),
      }),
    )
    .optional(),
});
