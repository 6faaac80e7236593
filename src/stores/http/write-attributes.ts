import { AutoaliasError } from '../../autoalias-error.ts';
import { objectKeyFlaw } from '../../object-key.ts';
import { contentHeaderNames, isHeaderText } from '../object-attributes.ts';
import type { Body, PutObject, PutSymlink, StoreRequest } from '../store-request.ts';

/** What PutSymlink and PutObject have in common. */
export type Write = Omit<PutSymlink, 'target'> | Omit<PutObject, 'body'>;

/** Throws AutoaliasError `request-malformed` for values that a header cannot have. */
export function writeContentHeaders(write: Write): Record<string, string> {
  const given = write.headers ?? {};
  const headers: Record<string, string> = {};
  for (const [field, name] of Object.entries(contentHeaderNames) as [keyof typeof contentHeaderNames, string][]) {
    const value = given[field];
    if (value === undefined) continue;
    if (!isHeaderText(value)) throw malformed(write, `${name} has a control character`, 'remove it');
    headers[name] = value;
  }
  return headers;
}

/**
 * @param prefix the start of the names of metadata headers.
 * @throws AutoaliasError `request-malformed` for names and values that a store may change.
 */
export function writeMetadata(write: Write, prefix: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(write.metadata ?? {})) {
    if (!/^[a-z0-9-]+$/.test(name)) {
      throw malformed(write, `metadata name ${JSON.stringify(name)}`, 'use lower-case letters, digits and hyphens');
    }
    // The stores do not document how they read other bytes, and clients differ. ASCII is read the same everywhere.
    if (!/^[\x20-\x7e]*$/.test(value)) {
      throw malformed(write, `metadata ${name} has a character outside printable ASCII`, 'percent-encode the value');
    }
    headers[prefix + name] = value;
  }
  return headers;
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

/** In one request. Source: OSS, DeleteMultipleObjects page; https://cloud.baidu.com/doc/BOS/s/tkc5twspg. */
const MOST_DELETED = 1000;

function checkKey(operation: StoreRequest['operation'], what: string, key: string): void {
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
