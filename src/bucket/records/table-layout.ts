/**
 * The keys of the engine's table. There are five families, distinguished by their first letter. Other users of the same
 * table must use other letters: bodies are in `i/`, and BOS has its own families in `bos/`.
 *
 *     b/<bucket>                               the bucket
 *     c/<bucket>/<key>                         the current object, as listings show it; absent under a delete marker
 *     v/<bucket>/<key, escaped> NUL NUL <age>  every version of the key, newest first
 *     n/<bucket>/<key>                         sequence number of the key's null version
 *     r/<blob>                                 how many versions use the blob
 *
 * Bucket names contain no slash, so the keys of a bucket in a family form one range.
 */

/** Separates a key from a version's age. With NUL escaped, it sorts before every character of a longer key. */
const END_OF_KEY = '\u0000\u0000';
/** Sorts directly after all versions of a key. */
const AFTER_VERSIONS = '\u0000\u0001';

function escapeNul(key: string): string {
  return key.includes('\u0000') ? key.replaceAll('\u0000', '\u0000\u0001') : key;
}

/**
 * The number of hex digits of an age, which decreases as sequence numbers increase. The width is fixed, so the order of
 * the texts is the order of the numbers.
 */
const AGE_DIGITS = 14;

function age(sequence: number): string {
  return (Number.MAX_SAFE_INTEGER - sequence).toString(16).padStart(AGE_DIGITS, '0');
}

export function bucketKey(bucket: string): string {
  return `b/${bucket}`;
}

export function currentKey(bucket: string, key: string): string {
  return `c/${bucket}/${key}`;
}

export function nullKey(bucket: string, key: string): string {
  return `n/${bucket}/${key}`;
}

export function blobKey(blobId: string): string {
  return `r/${blobId}`;
}

export function versionKey(bucket: string, key: string, sequence: number): string {
  return `v/${bucket}/${escapeNul(key)}${END_OF_KEY}${age(sequence)}`;
}

/** The range of all versions of one key. */
export function versionsOf(bucket: string, key: string): { from: string; to: string } {
  const stem = `v/${bucket}/${escapeNul(key)}`;
  return { from: stem + END_OF_KEY, to: stem + AFTER_VERSIONS };
}

/** The start of all table keys whose object keys begin with a prefix, in the two families that are listed. */
export const currentStem = currentKey;

export function versionStem(bucket: string, prefix: string): string {
  return `v/${bucket}/${escapeNul(prefix)}`;
}

/** The range of all buckets. `0` is the character after `/`. */
export const ALL_BUCKETS = { from: 'b/', to: 'b0' } as const;

const LAST_BEFORE_SURROGATES = 0xd7ff;
const FIRST_AFTER_SURROGATES = 0xe000;
const LAST_CODE_POINT = 0x10ffff;

/**
 * The smallest text that is greater than every text with this prefix: the prefix with its last character increased by
 * one. Surrogates are skipped, because they are not characters. A last character that cannot be increased is dropped.
 * The letter of the family can always be increased.
 */
export function afterPrefix(prefix: string): string {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0);
  while (points.at(-1) === LAST_CODE_POINT) points.pop();
  const last = points.pop();
  if (last === undefined) return prefix;
  points.push(last === LAST_BEFORE_SURROGATES ? FIRST_AFTER_SURROGATES : last + 1);
  return String.fromCodePoint(...points);
}
