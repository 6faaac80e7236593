import * as z from 'zod';
import { LONGEST_KEY, type ObjectKeyFlaw, objectKeyFlaw } from '../../object-key.ts';

const MESSAGES: Readonly<Record<ObjectKeyFlaw, string>> = {
  empty: 'it is empty',
  'not-utf8': 'it holds half a surrogate pair, and keys are UTF-8',
  'too-long': `it is longer than ${LONGEST_KEY} bytes`,
  'leading-slash': 'no key begins with / or \\',
};

/** A text that keys may begin with. Every key begins with the empty text. */
export const keyPrefix = z.string().superRefine((value, context) => {
  const flaw = objectKeyFlaw(value);
  if (flaw !== undefined && flaw !== 'empty') context.addIssue({ code: 'custom', message: MESSAGES[flaw] });
});

/** An object key in a request. A text that cannot name an object is refused before the store is asked. */
export const objectKey = keyPrefix.refine((value) => value !== '', MESSAGES.empty);
