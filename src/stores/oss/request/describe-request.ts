import { createHash } from 'node:crypto';
import { encodeKey } from '../../../oss-wire/percent-encoding.ts';
import type { QueryPair } from '../../../oss-wire/signable-request.ts';
import { writeXml, type XmlNode } from '../../../oss-wire/write-xml.ts';
import type { HttpRequest } from '../../http/http-message.ts';
import { bodySize, checkKeys, malformed } from '../../http/write-attributes.ts';
import type { StoreRequest } from '../../store-request.ts';
import { writeHeaders } from './write-headers.ts';

type Operation = StoreRequest['operation'];
type RequestOf<O extends Operation> = Extract<StoreRequest, { operation: O }>;

/**
 * Converts a store request to an OSS request. Throws AutoaliasError `request-malformed` for a key that OSS would not
 * receive unchanged.
 */
export function describeRequest(request: StoreRequest): HttpRequest {
  checkKeys(request);
  const describe = descriptions[request.operation] as (request: StoreRequest) => HttpRequest;
  return describe(request);
}

const SYMLINK: readonly QueryPair[] = [['symlink', '']];

const descriptions: { readonly [O in Operation]: (request: RequestOf<O>) => HttpRequest } = {
  HeadObject: ({ key, versionId }) => ({ method: 'HEAD', key, query: version(versionId), headers: {} }),
  GetObject: ({ key, versionId, maxBytes }) => ({
    method: 'GET',
    key,
    query: version(versionId),
    headers: { range: `bytes=0-${maxBytes - 1}` },
  }),
  GetSymlink: ({ key, versionId }) => ({
    method: 'GET',
    key,
    query: [['symlink', ''], ...version(versionId)],
    headers: {},
  }),
  PutSymlink: (request) => {
    if (request.targetBucket !== undefined) {
      throw malformed(request, 'a target in another bucket', 'OSS has symlinks only within a bucket; copy the object');
    }
    const headers = writeHeaders(request);
    headers['x-oss-symlink-target'] = encodeKey(request.target);
    return { method: 'PUT', key: request.key, query: SYMLINK, headers };
  },
  PutObject: (request) => ({
    method: 'PUT',
    key: request.key,
    query: [],
    headers: { ...writeHeaders(request), 'content-length': String(bodySize(request.body)) },
    body: request.body,
  }),
  DeleteObject: ({ key, versionId }) => ({ method: 'DELETE', key, query: version(versionId), headers: {} }),
  DeleteObjects: ({ objects }) => ({
    method: 'POST',
    query: [
      ['delete', ''],
      ['encoding-type', 'url'],
    ],
    ...xmlBody(writeDeleteXml(objects)),
  }),
  ListObjects: (request) => ({
    method: 'GET',
    query: [
      ['list-type', '2'],
      // Without this, one key with a control character would make the whole page invalid XML.
      ['encoding-type', 'url'],
      ...given('prefix', request.prefix),
      ...given('delimiter', request.delimiter),
      ...given('start-after', request.startAfter),
      ...given('continuation-token', request.continuationToken),
      ...given('max-keys', request.maxKeys),
    ],
    headers: {},
  }),
  ListObjectVersions: (request) => ({
    method: 'GET',
    query: [
      ['versions', ''],
      ['encoding-type', 'url'],
      ...given('prefix', request.prefix),
      ...given('delimiter', request.delimiter),
      ...given('key-marker', request.keyMarker),
      ...given('version-id-marker', request.versionIdMarker),
      ...given('max-keys', request.maxKeys),
    ],
    headers: {},
  }),
  GetBucketVersioning: () => ({ method: 'GET', query: [['versioning', '']], headers: {} }),
  GetObjectTagging: (request) => ({ method: 'GET', ...tagging(request), headers: {} }),
  PutObjectTagging: (request) => ({
    method: 'PUT',
    ...tagging(request),
    ...xmlBody(writeTaggingXml(request.tags)),
  }),
  DeleteObjectTagging: (request) => ({ method: 'DELETE', ...tagging(request), headers: {} }),
};

function tagging({ key, versionId }: { key: string; versionId?: string }): Pick<HttpRequest, 'key' | 'query'> {
  return {
    key,
    query: [['tagging', ''], ...version(versionId)],
  };
}

/** OSS needs the MD5 of the document of DeleteMultipleObjects. */
function xmlBody(xml: string): Pick<HttpRequest, 'headers' | 'body'> {
  const body = Buffer.from(xml);
  const headers = {
    'content-type': 'application/xml',
    'content-md5': createHash('md5').update(body).digest('base64'),
    'content-length': String(body.byteLength),
  };
  return { headers, body };
}

function version(versionId: string | undefined): readonly QueryPair[] {
  return given('versionId', versionId);
}

function given(name: string, value: string | number | undefined): readonly QueryPair[] {
  return value === undefined ? [] : [[name, String(value)]];
}

/** The body of DeleteMultipleObjects (OSS, DeleteMultipleObjects page). It asks for the result of each key. */
function writeDeleteXml(objects: RequestOf<'DeleteObjects'>['objects']): string {
  return writeXml('Delete', [
    ['Quiet', false],
    ...objects.map(
      ({ key, versionId }): XmlNode => [
        'Object',
        [
          ['Key', key],
          ['VersionId', versionId],
        ],
      ],
    ),
  ]);
}

/** The body of PutObjectTagging (OSS, PutObjectTagging page). */
export function writeTaggingXml(tags: Readonly<Record<string, string>>): string {
  const tagNodes = Object.entries(tags).map(
    ([name, value]): XmlNode => [
      'Tag',
      [
        ['Key', name],
        ['Value', value],
      ],
    ],
  );
  return writeXml('Tagging', [['TagSet', tagNodes]]);
}
