import {
  type ContentHeaders,
  contentHeaderNames,
  isHeaderText,
  OBJECT_ACLS,
  type ObjectAcl,
  type StorageClass,
} from '../../stores/object-attributes.ts';
import { utf8Length } from '../../utf8-length.ts';
import type { PutObjectArgs } from '../bucket-engine.ts';
import { BucketFault } from '../bucket-fault.ts';
import type { EngineContext } from '../engine-context.ts';
import {
  BUCKET_ACLS,
  type BucketAcl,
  DATA_REDUNDANCY_TYPES,
  type DataRedundancy,
  type TagPair,
} from '../records/object-record.ts';
import { checkTags } from './check-tags.ts';

/**
 * Limit for the names and values of all content headers together, in bytes. OSS does not document a limit. But Node.js
 * clients accept at most 16 KB of headers, so they could not read such an object.
 */
const MOST_HEADER_BYTES = 8192;
const METADATA_NAME = /^[a-z0-9-]+$/;

type WriteOptions = Pick<PutObjectArgs, 'headers' | 'metadata' | 'tags' | 'acl' | 'storageClass'>;

/** The options that a version stores. */
export interface CheckedOptions {
  readonly headers: ContentHeaders;
  readonly metadata: Readonly<Record<string, string>>;
  readonly tags: readonly TagPair[];
  readonly acl: ObjectAcl;
  readonly storageClass: StorageClass;
}

/** Checks what a client sets on a new object or symlink, and fills in the defaults. */
export function checkWriteOptions(
  { dialect }: Pick<EngineContext, 'dialect'>,
  options: WriteOptions,
  bucketClass: StorageClass,
): CheckedOptions {
  const tags = options.tags ?? [];
  checkTags(tags, 'header');
  return {
    headers: checkHeaders(options.headers ?? {}),
    metadata: checkMetadata(options.metadata ?? {}, dialect.mostMetadataBytes),
    tags,
    acl: checkObjectAcl(options.acl ?? 'default'),
    storageClass: checkStorageClass(options.storageClass ?? bucketClass, dialect.storageClasses),
  };
}

function oneOf<T extends string>(argument: string, allowed: readonly T[]) {
  return (value: string): T => {
    const found = allowed.find((candidate) => candidate === value);
    if (found !== undefined) return found;
    throw new BucketFault('InvalidArgument', `${argument} must be one of ${allowed.join(', ')}.`, {
      elements: { ArgumentName: argument, ArgumentValue: value },
    });
  };
}

export const checkObjectAcl: (value: string) => ObjectAcl = oneOf('x-oss-object-acl', OBJECT_ACLS);
export const checkBucketAcl: (value: string) => BucketAcl = oneOf('x-oss-acl', BUCKET_ACLS);
export const checkDataRedundancy: (value: string) => DataRedundancy = oneOf(
  'DataRedundancyType',
  DATA_REDUNDANCY_TYPES,
);
export const checkVersioning: (value: string) => 'Enabled' | 'Suspended' = oneOf('Status', ['Enabled', 'Suspended']);

export function checkStorageClass(value: string, allowed: readonly StorageClass[]): StorageClass {
  return oneOf('x-oss-storage-class', allowed)(value);
}

/** Whether a copy directive is `replace`. Case does not matter; the default is `copy`. */
export function replaces(header: string, directive: string | undefined): boolean {
  return oneOf(header, ['copy', 'replace'])((directive ?? 'copy').toLowerCase()) === 'replace';
}

function checkHeaders(headers: ContentHeaders): ContentHeaders {
  let bytes = 0;
  for (const [name, value] of Object.entries(headers)) {
    const header = contentHeaderNames[name as keyof ContentHeaders];
    if (!isHeaderText(value)) {
      throw new BucketFault('InvalidArgument', `${header} contains a control character, which is not allowed.`, {
        elements: { ArgumentName: header, ArgumentValue: value },
      });
    }
    bytes += header.length + utf8Length(value);
  }
  if (bytes <= MOST_HEADER_BYTES) return headers;
  throw new BucketFault(
    'InvalidArgument',
    `Content-Type, Cache-Control and the other content headers have ${bytes} bytes together; the limit is ${MOST_HEADER_BYTES}.`,
  );
}

function checkMetadata(
  metadata: Readonly<Record<string, string>>,
  mostBytes: number,
): Readonly<Record<string, string>> {
  const entries = Object.entries(metadata).map(([name, value]) => [name.toLowerCase(), value] as const);
  const bad = entries.find(([name]) => !METADATA_NAME.test(name));
  if (bad) {
    throw new BucketFault(
      'InvalidArgument',
      'The names of user metadata must consist of letters, digits and hyphens.',
      {
        elements: { ArgumentName: `x-oss-meta-${bad[0]}`, ArgumentValue: bad[1] },
      },
    );
  }
  const bytes = entries.reduce((sum, [name, value]) => sum + utf8Length(name) + utf8Length(value), 0);
  if (bytes > mostBytes) {
    throw new BucketFault('InvalidArgument', `User metadata has ${bytes} bytes; the limit is ${mostBytes}.`);
  }
  return Object.fromEntries(entries);
}
