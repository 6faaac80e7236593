import { record } from '../../../events/record.ts';
import type { Random } from '../../../rules/seeded-random.ts';
import type { RulesVersion } from '../plan/rules-version.ts';
import type { StoredEvent } from '../simulation.ts';

/** One event on its way to a function. */
export interface EventRecord {
  readonly name: string;
  readonly key: string;
  readonly malformed: boolean;
  /** It names a bucket that the function does not serve. */
  readonly foreign?: true;
  /** A handler's write raised it. */
  readonly own: boolean;
  /** The record that the platform sends. */
  readonly json: object;
}

/** The record of a write, as the OSS event notification page shows it. */
export function recordOf(event: StoredEvent, own: boolean): EventRecord {
  const { name, key, etag, size, deltaSize, time, requestId, contentType } = event;
  const plain = record(name, key);
  const object = { key, eTag: etag, size, deltaSize, ...(contentType && { objectMeta: { mimeType: contentType } }) };
  const json = {
    ...plain,
    eventTime: new Date(time).toISOString(),
    oss: { ...plain.oss, object },
    responseElements: { requestId },
  };
  return { name, key, malformed: false, own, json };
}

/** An event that functions must skip. A trigger with `*`, a bus or a queue delivers it anyway. */
export function unwantedRecord(random: Random, key: string): EventRecord {
  const name = random.pick(UNWANTED);
  const { oss, ...plain } = record(name, key);
  const { object: _, ...about } = oss;
  const json = name.startsWith('Bucket') ? { ...plain, oss: about } : { ...plain, oss };
  return { name, key, malformed: false, own: false, json };
}

const UNWANTED = [
  'ObjectDownloaded:GetObject',
  'ObjectCreated:InitiateMultipartUpload',
  'ObjectCreated:UploadPart',
  'ObjectCreated:UploadPartCopy',
  'ObjectRemoved:AbortMultipartUpload',
  'BucketCreated:PutBucket',
  'BucketRemoved:DeleteBucket',
  'ObjectDreamt:OfTomorrow',
] as const;

/**
 * An event of the same key in a bucket that the function does not serve. A bus or a queue can carry events of several
 * buckets, and anyone who may write to the queue can name any bucket.
 */
export function foreignRecord(key: string): EventRecord {
  const name = 'ObjectCreated:PutObject';
  const { oss, ...plain } = record(name, key);
  const json = { ...plain, oss: { ...oss, bucket: { ...oss.bucket, name: 'foreign' } } };
  return { name, key, malformed: false, foreign: true, own: false, json };
}

/** A record that no source should send, but that a changed or broken source might. */
export function malformedRecord(random: Random, key: string): EventRecord {
  const name = 'ObjectCreated:PutObject';
  const { oss, ...plain } = record(name, key);
  const { object, bucket } = oss;
  const json = random.pick([
    () => plain,
    () => ({ ...plain, oss: null }),
    () => ({ ...plain, oss: { bucket } }),
    () => ({ ...plain, oss: { bucket, object: { ...object, key: 7 } } }),
    () => ({ ...plain, oss: { bucket, object: { ...object, key: '' } } }),
    () => ({ ...plain, oss: { bucket, object: { ...object, key: `${key}${'x'.repeat(1024)}` } } }),
    () => ({ ...plain, oss: { bucket: { ...bucket, name: 'No Such Name' }, object } }),
  ])();
  return { name, key, malformed: true, own: false, json };
}

/** Returns true if a function must handle the event, according to the documentation. */
export function isWanted(
  { name, key, malformed, foreign }: Omit<EventRecord, 'json' | 'own'>,
  { oracle }: RulesVersion,
): boolean {
  return (
    !malformed &&
    foreign === undefined &&
    (CHANGES.has(name) || (name === 'ObjectCreated:PutSymlink' && oracle.guards(key)))
  );
}

const CHANGES: ReadonlySet<string> = new Set([
  'ObjectCreated:PutObject',
  'ObjectCreated:CopyObject',
  'ObjectRemoved:DeleteObject',
  'ObjectRemoved:DeleteObjects',
  'ObjectModified:ChangeStorageClass',
  'ObjectRestore:FinishRestore',
]);
