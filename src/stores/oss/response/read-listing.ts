import { defined } from '../../../defined.ts';
import { parseXml, type XmlElement } from '../../../oss-wire/parse-xml.ts';
import { readRestoreText } from '../../../oss-wire/restore-info.ts';
import { answerFields, type Fields, required } from '../../http/read-attributes.ts';
import type { DeleteObjects } from '../../store-request.ts';
import type { DeletedObject, ListedObject, ListedVersion, ObjectsPage, VersionsPage } from '../../store-response.ts';
import { copyText, sharedText } from './copy-text.ts';
import { OBJECT_FORMS, type PlainEntries, plainEntries, VERSION_FORMS } from './plain-entries.ts';

/** Reads the answer to ListObjectsV2. Throws if it is invalid, or if it is truncated but has no continuation token. */
export function readObjectsPage(body: string): ObjectsPage {
  const page = readPage(body, 'ListBucketResult', plainEntries(body, OBJECT_FORMS));
  const truncated = required(page.fields, 'IsTruncated', answerFields.flag);
  const token = page.fields.NextContinuationToken;
  const objects = (page.plain ?? entries(page, ['Contents'])).map(({ fields }) => listedObject(fields, page.decode));
  // If this counted as the last page, all objects after it would be missed.
  if (truncated && !token) throw new Error('it is truncated, but has no NextContinuationToken');
  return { objects, prefixes: commonPrefixes(page), ...(truncated && token ? { nextToken: page.decode(token) } : {}) };
}

/** Reads the answer to ListObjectVersions. Keeps the order of versions and delete markers. Throws as readObjectsPage does. */
export function readVersionsPage(body: string): VersionsPage {
  const page = readPage(body, 'ListVersionsResult', plainEntries(body, VERSION_FORMS));
  const truncated = required(page.fields, 'IsTruncated', answerFields.flag);
  const { NextKeyMarker: key, NextVersionIdMarker: versionId } = page.fields;
  const versions = (page.plain ?? entries(page, ['Version', 'DeleteMarker'])).map(({ name, fields }) =>
    name === 'DeleteMarker' ? listedMarker(fields, page.decode) : listedVersion(fields, page.decode),
  );
  if (truncated && !key) throw new Error('it is truncated, but has no NextKeyMarker');
  return {
    versions,
    prefixes: commonPrefixes(page),
    ...(truncated && key ? { nextKeyMarker: page.decode(key) } : {}),
    ...(truncated && versionId ? { nextVersionIdMarker: copyText(versionId) } : {}),
  };
}

/**
 * Reads the answer to DeleteMultipleObjects, which lists what was deleted. It does not say why an object is missing there.
 * Throws if it is invalid.
 */
export function readDeleted(body: string, asked: DeleteObjects['objects']): readonly DeletedObject[] {
  const page = readPage(body, 'DeleteResult');
  const deleted = new Set(
    entries(page, ['Deleted']).map(({ fields }) => {
      const key = required(fields, 'Key', answerFields.text);
      return JSON.stringify([page.decode(key), fields.VersionId ?? '']);
    }),
  );
  return asked.map(({ key, versionId = '' }) => ({
    key,
    ...(versionId === '' ? {} : { versionId }),
    deleted: deleted.has(JSON.stringify([key, versionId])),
  }));
}

interface Page {
  readonly root: XmlElement;
  readonly fields: Fields;
  /** Decodes a text, and copies it, so that what is kept of a page does not keep the whole page in memory. */
  readonly decode: (text: string) => string;
  /** The entries, if they are not in `root`. */
  readonly plain?: PlainEntries['entries'];
}

function readPage(body: string, name: string, plain?: PlainEntries): Page {
  const root = plain?.root ?? parseXml(body);
  if (root.name !== name) throw new Error(`it is a ${root.name}, not a ${name}`);
  const fields = leaves(root);
  const decode = fields.EncodingType === 'url' ? decodeURIComponent : copyText;
  return { root, fields, decode, ...defined({ plain: plain?.entries }) };
}

function entries({ root }: Page, names: readonly string[]): PlainEntries['entries'] {
  return root.children
    .filter((child) => names.includes(child.name))
    .map((child) => ({ name: child.name, fields: leaves(child) }));
}

function leaves(element: XmlElement): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const child of element.children) if (child.children.length === 0) texts[child.name] = child.text;
  return texts;
}

function commonPrefixes({ root, decode }: Page): readonly string[] {
  return root.children
    .filter((child) => child.name === 'CommonPrefixes')
    .flatMap((group) => group.children.filter((child) => child.name === 'Prefix'))
    .map((prefix) => decode(prefix.text));
}

function listedObject(fields: Fields, decode: Page['decode']): ListedObject {
  const { StorageClass: storageClass, RestoreInfo: restoreInfo } = fields;
  const restore = restoreInfo === undefined ? undefined : readRestoreText(restoreInfo);
  return {
    key: decode(required(fields, 'Key', answerFields.text)),
    lastModified: required(fields, 'LastModified', answerFields.time),
    etag: copyText(required(fields, 'ETag', answerFields.etag)),
    size: required(fields, 'Size', answerFields.count),
    type: sharedText(required(fields, 'Type', answerFields.name)),
    ...(storageClass === undefined ? {} : { storageClass: sharedText(storageClass) }),
    ...(restore === undefined ? {} : { restore }),
  };
}

function listedVersion(fields: Fields, decode: Page['decode']): ListedVersion {
  return {
    ...identity(fields, decode),
    deleteMarker: false,
    type: sharedText(required(fields, 'Type', answerFields.name)),
    etag: copyText(required(fields, 'ETag', answerFields.etag)),
    size: required(fields, 'Size', answerFields.count),
  };
}

function listedMarker(fields: Fields, decode: Page['decode']): ListedVersion {
  return { ...identity(fields, decode), deleteMarker: true };
}

function identity(fields: Fields, decode: Page['decode']) {
  return {
    key: decode(required(fields, 'Key', answerFields.text)),
    // In a bucket that was never versioned, one sample of the page has it empty, another has `null`.
    versionId: copyText(required(fields, 'VersionId', answerFields.text)) || 'null',
    isLatest: required(fields, 'IsLatest', answerFields.flag),
    lastModified: required(fields, 'LastModified', answerFields.time),
  };
}
