import { LONGEST_KEY, type ObjectKeyFlaw, objectKeyFlaw } from '../../object-key.ts';
import { BucketFault } from '../bucket-fault.ts';

const REASONS: Readonly<Record<ObjectKeyFlaw, string>> = {
  empty: 'a name has at least one byte.',
  'not-utf8': 'a name must be valid UTF-8.',
  'too-long': `a name has at most ${LONGEST_KEY} bytes of UTF-8.`,
  'leading-slash': 'a name must not begin with / or \\.',
};

/** Throws `InvalidObjectName` for a text that cannot name an object. */
export function checkObjectKey(key: string): void {
  const flaw = objectKeyFlaw(key);
  if (flaw === undefined) return;
  throw new BucketFault('InvalidObjectName', `The specified object is not valid: ${REASONS[flaw]}`, {
    elements: { ObjectName: key },
  });
}

/** Throws `InvalidArgument` for a prefix, marker or delimiter that is longer than a key can be. OSS checks nothing else. */
export function checkListText(parameter: string, value: string | undefined): void {
  const flaw = value === undefined ? undefined : objectKeyFlaw(value);
  if (value === undefined || (flaw !== 'too-long' && flaw !== 'not-utf8')) return;
  throw new BucketFault('InvalidArgument', `${parameter} must be UTF-8 of fewer than ${LONGEST_KEY + 1} bytes.`, {
    elements: { ArgumentName: parameter, ArgumentValue: value },
  });
}
