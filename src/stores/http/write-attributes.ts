import { AutoaliasError } from '../../autoalias-error.ts';
import { objectKeyFlaw } from '../../object-key.ts';
import { contentHeaderNames, isHeaderText } from '../object-attributes.ts';
import type { Body, PutObject, PutSymlink, StoreRequest } from '../store-request.ts';

/** What PutSymlink and PutObject have in common. */
export type Write = Omit<PutSymlink, 'target'> | Omit<PutObject, 'body'>;

const CONTENT_HEADERS = Object.entries(contentHeaderNames) as readonly [keyof typeof contentHeaderNames, string][];

/** Throws AutoaliasError `request-malformed` for values that a header cannot have. */
export function writeContentHeaders(write: Write): Record<string, string> {
  const headers: Record<string, string> = {};
  if (write.headers === undefined) return headers;
  for (const [field, name] of CONTENT_HEADERS) {
    const value = write.headers[field];
    if (value === undefined) continue;
    if (!isHeaderText(value)) throw malformed(write, `${name} has a control character`, 'remove it');
    headers[name] = value;
  }
  return headers;
}

/**
 * Adds the metadata to the headers of a request.
 *
 * @param prefix the start of the names of metadata headers.
 * @throws AutoaliasError `request-malformed` for names and values that a store may change.
 */
export function addMetadata(headers: Record<string, string>, write: Write, prefix: MetadataPrefix): void {
  const { metadata } = write;
  for (const name in metadata) {
    const value = metadata[name] ?? '';
    // The stores do not document how they read other bytes, and clients differ. ASCII is read the same everywhere.
    if (!PRINTABLE_ASCII.test(value)) {
      throw malformed(write, `metadata ${name} has a character outside printable ASCII`, 'percent-encode the value');
    }
    headers[METADATA_NAMES[prefix].get(name) ?? newMetadataName(write, name, prefix)] = value;
  }
}

type MetadataPrefix = 'x-oss-meta-' | 'x-bce-meta-';

const PRINTABLE_ASCII = /^[\x20-\x7e]*$/;

/**
 * Names of headers by those of metadata. An object takes a name that it already has five times as fast as a new text, and
 * programs use the same few names again and again.
 */
const METADATA_NAMES: Readonly<Record<MetadataPrefix, Map<string, string>>> = {
  'x-oss-meta-': new Map(),
  'x-bce-meta-': new Map(),
};
const MOST_NAMES = 1000;

function newMetadataName(write: Write, name: string, prefix: MetadataPrefix): string {
  if (!/^[a-z0-9-]+$/.test(name)) {
    throw malformed(write, `metadata name ${JSON.stringify(name)}`, 'use lower-case letters, digits and hyphens');
  }
  const names = METADATA_NAMES[prefix];
  if (names.size >= MOST_NAMES) names.clear();
  names.set(name, prefix + name);
  return prefix + name;
}

export function malformed(write: { operation: string; key: string }, what: string, instead: string): AutoaliasError {
  return new AutoaliasError('request-malformed', `${write.operation} of ${write.key}: ${what}; ${instead}`);
}

/** In bytes. */
export function bodySize(body: Body): number {
  return body instanceof Uint8Array ? body.byteLength : body.size;
}

/**
 * Refuses keys that a store would not receive unchanged, with AutoaliasError `request-malformed`. An empty key addresses
 * the bucket, so DeleteObject would become DeleteBucket. A lone surrogate would become U+FFFD. All other invalid keys are
 * refused by the store. Also refuses a DeleteObjects of too many.
 */
export function checkKeys(request: StoreRequest): void {
  const { operation } = request;
  if ('key' in request) checkKey(operation, 'key', request.key);
  if ('target' in request) checkKey(operation, 'target', request.target);
  if (request.operation !== 'DeleteObjects') return;
  for (const { key } of request.objects) checkKey(operation, 'key', key);
  const { length } = request.objects;
  if (length >= 1 && length <= MOST_DELETED) return;
  throw new AutoaliasError(
    'request-malformed',
    `DeleteObjects: ${length} objects; a request deletes 1 to ${MOST_DELETED}, so send several`,
  );
}

/** Most keys. The test takes a quarter of the time of looking for every flaw. */
const PLAIN_KEY = /^[\x20-\x7e]+$/;

/** In one request. Source: OSS, DeleteMultipleObjects page; https://cloud.baidu.com/doc/BOS/s/tkc5twspg. */
const MOST_DELETED = 1000;

function checkKey(operation: StoreRequest['operation'], what: string, key: string): void {
  if (PLAIN_KEY.test(key)) return;
  const flaw = objectKeyFlaw(key);
  if (flaw === 'empty') {
    throw new AutoaliasError('request-malformed', `${operation}: the ${what} is empty; pass the key of an object`);
  }
  if (flaw === 'not-utf8') {
    throw new AutoaliasError(
      'request-malformed',
      `${operation}: the ${what} ${JSON.stringify(key)} has half a surrogate pair, which UTF-8 cannot encode; pass the key as the store reported it`,
    );
  }
}
