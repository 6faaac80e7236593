import * as z from 'zod';
import { defined } from '../../../../src/defined.ts';
import { parseXml, type XmlElement } from '../../../../src/oss-wire/parse-xml.ts';
import { readRestoreText } from '../../../../src/oss-wire/restore-info.ts';
import type { ListedObject, ListedVersion, ObjectsPage, VersionsPage } from '../../../../src/stores/store-response.ts';

/**
 * Readers of listings that build an XML tree of the page and check each entry with zod. Slow and simple: the tests compare
 * the client's readers with them.
 */

/** Reads the answer to ListObjectsV2. Throws if it is invalid, or if it is truncated but has no continuation token. */
export function referenceObjectsPage(body: string): ObjectsPage {
  const page = readPage(body, 'ListBucketResult', objectsPage);
  const { IsTruncated: truncated, NextContinuationToken: token } = page.fields;
  const objects = entries(page, ['Contents']).map((entry) => listedObject(entry, page.decode));
  // If this counted as the last page, all objects after it would be missed.
  if (truncated && !token) throw new Error('it is truncated, but has no NextContinuationToken');
  return { objects, prefixes: commonPrefixes(page), ...(truncated && token ? { nextToken: page.decode(token) } : {}) };
}

/** Reads the answer to ListObjectVersions. Keeps the order of versions and delete markers. Throws as referenceObjectsPage does. */
export function referenceVersionsPage(body: string): VersionsPage {
  const page = readPage(body, 'ListVersionsResult', versionsPage);
  const { IsTruncated: truncated, NextKeyMarker: key, NextVersionIdMarker: versionId } = page.fields;
  const versions = entries(page, ['Version', 'DeleteMarker']).map((entry) => listedVersion(entry, page.decode));
  if (truncated && !key) throw new Error('it is truncated, but has no NextKeyMarker');
  return {
    versions,
    prefixes: commonPrefixes(page),
    ...(truncated && key ? { nextKeyMarker: page.decode(key) } : {}),
    ...(truncated && versionId ? { nextVersionIdMarker: versionId } : {}),
  };
}

/** Schemas that convert text to values. */
const answerFields = {
  time: z
    .string()
    .transform((text) => Date.parse(text))
    .pipe(z.number()),
  count: z.string().regex(/^\d+$/).transform(Number).pipe(z.number().int()),
  etag: z.string().transform((text) => text.replace(/^"|"$/g, '')),
  flag: z.enum(['true', 'false']).transform((text) => text === 'true'),
};

const objectsPage = z.object({
  EncodingType: z.string().optional(),
  IsTruncated: answerFields.flag,
  NextContinuationToken: z.string().optional(),
});
const versionsPage = z.object({
  EncodingType: z.string().optional(),
  IsTruncated: answerFields.flag,
  NextKeyMarker: z.string().optional(),
  NextVersionIdMarker: z.string().optional(),
});
const objectEntry = z.object({
  Key: z.string(),
  ETag: answerFields.etag,
  Size: answerFields.count,
  LastModified: answerFields.time,
  Type: z.string().min(1),
  StorageClass: z.string().optional(),
  RestoreInfo: z.string().optional(),
});
const markerEntry = z.object({
  Key: z.string(),
  // In a bucket that was never versioned, one sample of the page has it empty, another has `null`.
  VersionId: z.string().transform((id) => id || 'null'),
  IsLatest: answerFields.flag,
  LastModified: answerFields.time,
});
const versionEntry = markerEntry.extend({
  ETag: answerFields.etag,
  Size: answerFields.count,
  Type: z.string().min(1),
});

interface Page<T> {
  readonly root: XmlElement;
  readonly fields: T;
  readonly decode: (text: string) => string;
}

function readPage<T extends { EncodingType?: string | undefined }>(
  body: string,
  name: string,
  schema: z.ZodType<T>,
): Page<T> {
  const root = parseXml(body);
  if (root.name !== name) throw new Error(`it is a ${root.name}, not a ${name}`);
  const fields = schema.parse(leaves(root));
  return { root, fields, decode: fields.EncodingType === 'url' ? decodeURIComponent : (text) => text };
}

function entries(page: Page<unknown>, names: readonly string[]): readonly XmlElement[] {
  return page.root.children.filter((child) => names.includes(child.name));
}

function leaves(element: XmlElement): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const child of element.children) if (child.children.length === 0) texts[child.name] = child.text;
  return texts;
}

function commonPrefixes({ root, decode }: Page<unknown>): readonly string[] {
  return root.children
    .filter((child) => child.name === 'CommonPrefixes')
    .flatMap((group) => group.children.filter((child) => child.name === 'Prefix'))
    .map((prefix) => decode(prefix.text));
}

function listedObject(element: XmlElement, decode: (text: string) => string): ListedObject {
  const entry = objectEntry.parse(leaves(element));
  return {
    key: decode(entry.Key),
    etag: entry.ETag,
    size: entry.Size,
    lastModified: entry.LastModified,
    type: entry.Type,
    ...defined({ storageClass: entry.StorageClass, restore: readRestoreText(entry.RestoreInfo ?? '') }),
  };
}

function listedVersion(element: XmlElement, decode: (text: string) => string): ListedVersion {
  if (element.name === 'DeleteMarker') {
    return { ...identity(markerEntry.parse(leaves(element)), decode), deleteMarker: true };
  }
  const entry = versionEntry.parse(leaves(element));
  return { ...identity(entry, decode), deleteMarker: false, type: entry.Type, etag: entry.ETag, size: entry.Size };
}

function identity(entry: z.infer<typeof markerEntry>, decode: (text: string) => string) {
  return {
    key: decode(entry.Key),
    versionId: entry.VersionId,
    isLatest: entry.IsLatest,
    lastModified: entry.LastModified,
  };
}
