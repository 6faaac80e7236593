import { utf8Length } from '../../utf8-length.ts';
import { BucketFault } from '../bucket-fault.ts';

/** Bytes of UTF-8 (OSS limits page). */
const LONGEST_KEY = 1023;
/** A surrogate without its pair has no UTF-8 form. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Refuses what cannot name an object: 1 to 1,023 bytes of UTF-8 that begin with neither `/` nor `\`. */
export function checkObjectKey(key: string): void {
  const reason = flaw(key);
  if (reason === undefined) return;
  throw new BucketFault('InvalidObjectName', `The specified object is not valid: ${reason}`, {
    elements: { ObjectName: key },
  });
}

/** Refuses a list parameter that is longer than a key can be, which is all that OSS asks of it. */
export function checkListText(parameter: string, value: string | undefined): void {
  if (value === undefined || (utf8Length(value) <= LONGEST_KEY && !LONE_SURROGATE.test(value))) return;
  throw new BucketFault('InvalidArgument', `${parameter} must be UTF-8 of fewer than ${LONGEST_KEY + 1} bytes.`, {
    elements: { ArgumentName: parameter, ArgumentValue: value },
  });
}

function flaw(key: string): string | undefined {
  if (key === '') return 'a name has at least one byte.';
  if (key.startsWith('/') || key.startsWith('\\')) return 'a name must not begin with / or \\.';
  if (LONE_SURROGATE.test(key)) return 'a name must be valid UTF-8.';
  if (utf8Length(key) > LONGEST_KEY) return `a name has at most ${LONGEST_KEY} bytes of UTF-8.`;
  return undefined;
}
