import { BCE_HEADERS } from '../../../bce-wire/bce-names.ts';
import { taggingDocument, writeTaggingHeader } from '../../../bce-wire/bce-tagging.ts';
import type { QueryPair } from '../../../oss-wire/signable-request.ts';
import type { HttpRequest } from '../../http/http-message.ts';
import { bodySize, checkKeys } from '../../http/write-attributes.ts';
import type { StoreRequest } from '../../store-request.ts';
import type { BosChoices } from '../bos-choices.ts';
import { writeHeaders, writeSymlinkHeaders } from './write-headers.ts';

type Operation = StoreRequest['operation'];
type RequestOf<O extends Operation> = Extract<StoreRequest, { operation: O }>;

/**
 * Converts a store request to a BOS request. Throws AutoaliasError `request-malformed` for a request that BOS would not
 * receive unchanged, or would refuse in any case.
 */
export function describeBosRequest(request: StoreRequest, choices: BosChoices): HttpRequest {
  checkKeys(request);
  const describe = descriptions[request.operation] as (request: StoreRequest, choices: BosChoices) => HttpRequest;
  return describe(request, choices);
}

/** The default of the interface. BOS itself returns up to 1,000. */
const DEFAULT_KEYS = 100;

const descriptions: {
  readonly [O in Operation]: (request: RequestOf<O>, choices: BosChoices) => HttpRequest;
} = {
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
    // No page or SDK has a version id here. BOS may ignore it, and the answer then has no version id.
    query: [['symlink', ''], ...version(versionId)],
    headers: {},
  }),
  PutSymlink: (request, choices) => ({
    method: 'PUT',
    key: request.key,
    query: [['symlink', '']],
    headers: writeSymlinkHeaders(request, choices),
  }),
  PutObject: (request) => ({
    method: 'PUT',
    key: request.key,
    query: [],
    headers: { ...writeHeaders(request), 'content-length': String(bodySize(request.body)) },
    body: request.body,
  }),
  DeleteObject: ({ key, versionId }) => ({ method: 'DELETE', key, query: version(versionId), headers: {} }),
  // Source: https://cloud.baidu.com/doc/BOS/s/tkc5twspg; versionId: deleteMultipleObjects of bce-sdk-js.
  DeleteObjects: ({ objects }) => ({ method: 'POST', query: [['delete', '']], ...jsonBody({ objects }) }),
  // Source: https://cloud.baidu.com/doc/BOS/s/Ekc4epj6m. A page begins after its marker, a key or the last one before it.
  ListObjects: (request) => ({
    method: 'GET',
    query: [
      ...given('prefix', request.prefix),
      ...given('delimiter', request.delimiter),
      ...given('marker', request.continuationToken ?? request.startAfter),
      ['maxKeys', String(request.maxKeys ?? DEFAULT_KEYS)],
    ],
    headers: {},
  }),
  // Source: https://cloud.baidu.com/doc/BOS/s/Klxudlm8i.
  ListObjectVersions: (request) => ({
    method: 'GET',
    query: [
      ['versions', ''],
      ...given('prefix', request.prefix),
      ...given('delimiter', request.delimiter),
      ...given('marker', request.keyMarker),
      ...given('versionIdMarker', request.versionIdMarker),
      ['maxKeys', String(request.maxKeys ?? DEFAULT_KEYS)],
    ],
    headers: {},
  }),
  GetBucketVersioning: () => ({ method: 'GET', query: [['versioning', '']], headers: {} }),
  GetObjectTagging: (request) => ({ method: 'GET', ...tagging(request), headers: {} }),
  PutObjectTagging: (request, { taggingForm }) => ({
    method: 'PUT',
    ...tagging(request),
    ...(taggingForm === 'body'
      ? jsonBody(taggingDocument(request.tags))
      : { headers: { [BCE_HEADERS.tagging]: writeTaggingHeader(request.tags), 'content-length': '0' } }),
  }),
  DeleteObjectTagging: (request) => ({ method: 'DELETE', ...tagging(request), headers: {} }),
};

function jsonBody(document: unknown): Pick<HttpRequest, 'headers' | 'body'> {
  const body = Buffer.from(JSON.stringify(document));
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(body.byteLength),
  };
  return { headers, body };
}

function tagging({ key, versionId }: { key: string; versionId?: string }): Pick<HttpRequest, 'key' | 'query'> {
  return { key, query: [['tagging', ''], ...version(versionId)] };
}

function version(versionId: string | undefined): readonly QueryPair[] {
  return given('versionId', versionId);
}

function given(name: string, value: string | undefined): readonly QueryPair[] {
  return value === undefined ? [] : [[name, value]];
}
