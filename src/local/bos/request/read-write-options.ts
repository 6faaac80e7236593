import { BCE_HEADERS, BCE_META_PREFIX, BOS_STORAGE_CLASSES, storageClassName } from '../../../bce-wire/bce-names.ts';
import type { TagPair } from '../../../bucket/records/object-record.ts';
import { defined } from '../../../defined.ts';
import { readContentHeaders, readMetadata } from '../../../stores/object-attributes.ts';
import { decodeTag, type WriteOptions } from '../../server/request/write-options.ts';
import type { StoreCall } from '../../server/store-call.ts';
import { invalidArgument } from '../answer/bos-fault.ts';

export function readWriteOptions({ headers, requestId }: StoreCall): WriteOptions {
  return {
    headers: readContentHeaders(withoutEmpty(headers)),
    metadata: readMetadata(headers, BCE_META_PREFIX),
    requestId,
    ...defined({
      tags: optional(headers[BCE_HEADERS.tagging], readTags),
      acl: optional(headers[BCE_HEADERS.acl], readCannedAcl),
      storageClass: optional(headers[BCE_HEADERS.storageClass], readStorageClass),
      forbidOverwrite: optional(headers[BCE_HEADERS.forbidOverwrite], readForbidOverwrite),
    }),
  };
}

/** An empty header counts as not sent. */
function withoutEmpty(headers: StoreCall['headers']): StoreCall['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ''));
}

function optional<T>(value: string | undefined, read: (value: string) => T): T | undefined {
  return value === undefined || value === '' ? undefined : read(value);
}

/**
 * `k1=v1&k2=v2`, URL-encoded (https://cloud.baidu.com/doc/BOS/s/hltz6hg6z). bce-sdk-go writes form encoding, where `+` is a
 * space.
 */
export function readTags(header: string): readonly TagPair[] {
  const pairs = header.split('&').filter((pair) => pair !== '');
  try {
    return pairs.map((pair) => {
      const [key = '', value = '', ...more] = pair.split('=');
      if (more.length > 0) throw invalidArgument(`${BCE_HEADERS.tagging} has a pair with more than one "=".`);
      return [decodeTag(key), decodeTag(value)];
    });
  } catch (cause) {
    if (!(cause instanceof URIError)) throw cause;
    throw invalidArgument(`${BCE_HEADERS.tagging} is not URL-encoded UTF-8.`, cause);
  }
}

const CANNED_ACLS = ['private', 'public-read', 'public-read-write'] as const;

/** The canned ACLs of BOS (bce-sdk-go, services/bos/api/util.go). */
export function readCannedAcl(text: string): string {
  return oneOf(BCE_HEADERS.acl, CANNED_ACLS, text);
}

/** The name that the bucket engine has for a storage class of BOS. */
export function readStorageClass(text: string): string {
  const names = Object.keys(BOS_STORAGE_CLASSES);
  return storageClassName(oneOf(BCE_HEADERS.storageClass, names, text));
}

/** Any other value must not mean "overwrite". */
function readForbidOverwrite(text: string): boolean {
  return oneOf(BCE_HEADERS.forbidOverwrite, ['true', 'false'], text.trim().toLowerCase()) === 'true';
}

function oneOf<T extends string>(name: string, allowed: readonly T[], text: string): T {
  const found = allowed.find((one) => one === text);
  if (found !== undefined) return found;
  throw invalidArgument(`${name} must be one of ${allowed.join(', ')}; it is ${JSON.stringify(text)}.`);
}
