import * as z from 'zod';
import { LONGEST_KEY, type ObjectKeyFlaw, objectKeyFlaw } from '../../object-key.ts';

const MESSAGES: Readonly<Record<ObjectKeyFlaw, string>> = {
  empty: 'it is empty',
  'not-utf8': 'it contains half a surrogate pair, and keys are UTF-8',
  'too-long': `it is longer than ${LONGEST_KEY} bytes`,
  'leading-slash': 'no key begins with / or \\',
};

/** A prefix of object keys in a request. It can be empty. */
export const keyPrefix = z.string().superRefine((value, context) => {
  const flaw = objectKeyFlaw(value);
  if (flaw !== undefined && flaw !== 'empty') context.addIssue({ code: 'custom', message: MESSAGES[flaw] });
});

/** An object key in a request. Invalid keys are rejected before a request is sent to the store. */
export const objectKey = keyPrefix.refine((value) => value !== '', MESSAGES.empty);
